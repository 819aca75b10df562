"""Carries an image through against a served emulated cloud, with Huawei's own Python SDKs (huaweicloudsdk…, v3).

The environment variable EMULATED_CLOUD holds the line that the emulator prints. Ends with 0 where all is as documented.
"""

import json
import os
import sys
import time

from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region
import huaweicloudsdkcbr.v1 as cbr
import huaweicloudsdkecs.v2 as ecs
import huaweicloudsdkevs.v2 as evs
import huaweicloudsdkiam.v3 as iam
import huaweicloudsdkims.v2 as ims
import huaweicloudsdkkms.v2 as kms

CLOUD = json.loads(os.environ["EMULATED_CLOUD"])["openTelekomCloud"]
ENDPOINTS = CLOUD["endpoints"]


def equal(seen, expected, what):
    if seen != expected:
        sys.exit(f"{what}: {seen!r} instead of {expected!r}")


def client(module, name, service, secret_key=CLOUD["secretKey"], project=None):
    """A client as its documentation shows it; without a project the SDK asks IAM for it."""
    keys = (CLOUD["accessKey"], secret_key)
    if service == "iam":
        credentials = GlobalCredentials(*keys).with_domain_id(CLOUD["domainId"])
    else:
        credentials = BasicCredentials(*keys, project).with_iam_endpoint(ENDPOINTS["iam"])
    builder = getattr(module, name).new_builder().with_credentials(credentials)
    return builder.with_region(Region(CLOUD["region"], ENDPOINTS[service])).build()


def refused(call, status, code):
    try:
        call()
    except ClientRequestException as error:
        equal((error.status_code, error.error_code), (status, code), "a refusal")
        if not error.request_id:
            sys.exit("a refusal without the request's id")
        return
    sys.exit(f"not refused with {code}")


def until(look, is_done, what):
    for _ in range(600):
        seen = look()
        if is_done(seen):
            return seen
        time.sleep(0.1)
    sys.exit(f"{what} has not come about")


def main():
    wrong = client(ims, "ImsClient", "ims", "wrong", CLOUD["projectId"])
    refused(lambda: wrong.list_images(ims.ListImagesRequest()), 401, "APIGW.0301")

    identity = client(iam, "IamClient", "iam")
    projects = identity.keystone_list_projects(iam.KeystoneListProjectsRequest(name=CLOUD["projectName"])).projects
    equal([project.id for project in projects], [CLOUD["projectId"]], "the projects")
    equal(identity.keystone_list_auth_projects(iam.KeystoneListAuthProjectsRequest()).projects[0].name, "eu-de", "")

    servers = client(ecs, "EcsClient", "ecs")
    listed = servers.list_servers_details(ecs.ListServersDetailsRequest(name="db-01", limit=10, offset=1))
    equal((listed.count, listed.servers[0].status), (1, "SHUTOFF"), "the list of servers")
    server = servers.show_server(ecs.ShowServerRequest(server_id=listed.servers[0].id)).server
    equal((server.os_ext_a_zavailability_zone, len(server.os_extended_volumesvolumes_attached)), ("eu-de-02", 2), "it")
    devices = servers.list_server_block_devices(ecs.ListServerBlockDevicesRequest(server_id=server.id))
    equal([one.boot_index for one in devices.volume_attachments], [0, -1], "its disks")
    first = devices.volume_attachments[0]
    one = servers.show_server_block_device(
        ecs.ShowServerBlockDeviceRequest(server_id=server.id, volume_id=first.volume_id)
    )
    equal(one.volume_attachment.size, first.size, "a disk")
    limits = servers.show_server_limits(ecs.ShowServerLimitsRequest()).absolute
    equal(limits.total_instances_used, servers.list_servers_details(ecs.ListServersDetailsRequest()).count, "limits")
    tags = [ecs.BatchAddServerTag(key="sdk", value="python")]
    body = ecs.BatchCreateServerTagsRequestBody(action="create", tags=tags)
    servers.batch_create_server_tags(ecs.BatchCreateServerTagsRequest(server_id=server.id, body=body))
    shown = servers.show_server_tags(ecs.ShowServerTagsRequest(server_id=server.id)).tags
    equal([(tag.key, tag.value) for tag in shown], [("sdk", "python")], "the server's tags")
    metadata = ecs.UpdateServerMetadataRequestBody(metadata={"sdk": "python"})
    servers.update_server_metadata(ecs.UpdateServerMetadataRequest(server_id=server.id, body=metadata))

    idle = servers.list_servers_details(ecs.ListServersDetailsRequest(name="cache-03")).servers[0].id
    stop = ecs.BatchStopServersOption(servers=[ecs.ServerId(id=idle)], type="HARD")
    body = ecs.BatchStopServersRequestBody(os_stop=stop)
    job_id = servers.batch_stop_servers(ecs.BatchStopServersRequest(body=body)).job_id
    job = until(
        lambda: servers.show_job(ecs.ShowJobRequest(job_id=job_id)),
        lambda seen: seen.status not in ("INIT", "RUNNING"),
        "the stop",
    )
    equal((job.status, job.entities.server_id), ("SUCCESS", idle), "the stop")

    disks = client(evs, "EvsClient", "evs")
    volumes = disks.list_volumes(evs.ListVolumesRequest(server_id=server.id))
    equal((volumes.count, sorted(disk.size for disk in volumes.volumes)), (2, [40, 500]), "the list of disks")
    equal(volumes.volumes[0].attachments[0].server_id, server.id, "a disk")
    # Huawei Cloud's call for one disk is not Open Telekom Cloud's.
    refused(lambda: disks.show_volume(evs.ShowVolumeRequest(volume_id=first.volume_id)), 404, "APIGW.0101")

    backups = client(cbr, "CbrClient", "cbr")
    vaults = backups.list_vault(cbr.ListVaultRequest(name="vault-servers", object_type="server"))
    equal((vaults.count, vaults.vaults[0].billing.protect_type), (1, "backup"), "the list of vaults")
    vault_id = vaults.vaults[0].id
    equal(backups.show_vault(cbr.ShowVaultRequest(vault_id=vault_id)).vault.name, "vault-servers", "the vault")
    billing = cbr.BillingCreate(
        consistent_level="crash_consistent", object_type="server", protect_type="backup", size=100
    )
    made = cbr.VaultCreate(name="made-by-python", billing=billing, resources=[])
    made = backups.create_vault(cbr.CreateVaultRequest(body=cbr.VaultCreateReq(vault=made))).vault
    changed = cbr.VaultUpdate(name="renamed-by-python")
    backups.update_vault(cbr.UpdateVaultRequest(vault_id=made.id, body=cbr.VaultUpdateReq(vault=changed)))
    equal(backups.show_vault(cbr.ShowVaultRequest(vault_id=made.id)).vault.name, "renamed-by-python", "the vault")
    resource = cbr.ResourceCreate(id=server.id, type="OS::Nova::Server")
    body = cbr.VaultAddResourceReq(resources=[resource])
    added = backups.add_vault_resource(cbr.AddVaultResourceRequest(vault_id=made.id, body=body))
    equal(added.add_resource_ids, [server.id], "what was added")
    body = cbr.VaultRemoveResourceReq(resource_ids=[server.id])
    removed = backups.remove_vault_resource(cbr.RemoveVaultResourceRequest(vault_id=made.id, body=body))
    equal(removed.remove_resource_ids, [server.id], "what was removed")
    backups.delete_vault(cbr.DeleteVaultRequest(vault_id=made.id))

    images = client(ims, "ImsClient", "ims")

    def finished(job_id):
        job = until(
            lambda: images.show_job(ims.ShowJobRequest(job_id=job_id)),
            lambda seen: seen.status not in ("INIT", "RUNNING"),
            "the image",
        )
        equal(job.status, "SUCCESS", "the job")
        return job.entities.image_id

    body = ims.CreateWholeImageRequestBody(
        name="python sdk",
        description="by Huawei's SDK",
        instance_id=server.id,
        vault_id=vault_id,
        image_tags=[ims.TagKeyValue(key="sdk", value="python")],
    )
    created = images.create_whole_image(ims.CreateWholeImageRequest(body=body))
    image_id = finished(created.job_id)
    filters = {"imagetype": "private", "isregistered": "true", "os_type": "Linux", "tag": "sdk=python", "sort_key": "name", "limit": 5}
    listed = images.list_images(ims.ListImagesRequest(**filters)).images
    equal([(one.id, one.status) for one in listed], [(image_id, "active")], "the list of images")
    backup_id = listed[0].backup_id
    everything = images.list_images(ims.ListImagesRequest()).images
    paged, marker = [], None
    while True:
        page = images.list_images(ims.ListImagesRequest(limit=1, marker=marker)).images
        if not page:
            break
        paged.append(page[0].id)
        marker = page[0].id
    equal(paged, [one.id for one in everything], "the pages")
    equal(images.glance_show_image(ims.GlanceShowImageRequest(image_id=image_id)).name, "python sdk", "the image")
    equal(len(images.glance_list_images(ims.GlanceListImagesRequest(limit=1)).images), 1, "the native list")

    change = [ims.UpdateImageRequestBody(op="replace", path="/name", value="python renamed")]
    equal(
        images.update_image(ims.UpdateImageRequest(image_id=image_id, body=change)).name, "python renamed", "the name"
    )
    body = ims.AddImageTagRequestBody(tag=ims.ResourceTag(key="second", value=""))
    images.add_image_tag(ims.AddImageTagRequest(image_id=image_id, body=body))
    shown = images.list_image_tags(ims.ListImageTagsRequest(image_id=image_id)).tags
    equal(sorted(tag.key for tag in shown), ["sdk", "second"], "the image's tags")
    images.delete_image_tag(ims.DeleteImageTagRequest(image_id=image_id, key="second"))
    quota = images.show_image_quota(ims.ShowImageQuotaRequest()).quotas.resources[0]
    equal((quota.type, quota.used), ("image", 1), "the quota")
    body = ims.ExportImageRequestBody(bucket_url="bucket:image", file_format="qcow2")
    refused(lambda: images.export_image(ims.ExportImageRequest(image_id=image_id, body=body)), 400, "IMG.0128")

    backup = until(
        lambda: backups.show_backup(cbr.ShowBackupRequest(backup_id=backup_id)).backup,
        lambda seen: seen.status == "available",
        "the backup",
    )
    equal(backup.extend_info.os_images_data[0].image_id, image_id, "the backup's image")
    logs = backups.list_op_logs(cbr.ListOpLogsRequest(resource_id=server.id, operation_type="backup")).operation_logs
    equal(logs[0].extra_info.common.progress, 100, "the task's progress")
    listed = backups.list_backups(cbr.ListBackupsRequest(resource_id=server.id, vault_id=vault_id)).backups
    equal([one.id for one in listed], [backup_id], "the list of backups")
    refused(lambda: backups.delete_backup(cbr.DeleteBackupRequest(backup_id=backup_id)), 400, "BackupService.6204")

    body = ims.GlanceDeleteImageRequestBody(delete_backup=False)
    images.glance_delete_image(ims.GlanceDeleteImageRequest(image_id=image_id, body=body))
    body = ims.CreateWholeImageRequestBody(name="python again", backup_id=backup_id, whole_image_type="CBR")
    again = finished(images.create_whole_image(ims.CreateWholeImageRequest(body=body)).job_id)
    body = ims.GlanceDeleteImageRequestBody(delete_backup=True)
    images.glance_delete_image(ims.GlanceDeleteImageRequest(image_id=again, body=body))
    until(
        lambda: backups.list_backups(cbr.ListBackupsRequest(resource_id=server.id)).backups,
        lambda seen: seen == [],
        "the deletion of the backup",
    )

    parameters = cbr.CheckpointParam(name="by-hand", resources=[server.id])
    body = cbr.VaultBackupReq(checkpoint=cbr.VaultBackup(vault_id=vault_id, parameters=parameters))
    checkpoint = backups.create_checkpoint(cbr.CreateCheckpointRequest(body=body)).checkpoint
    shown = until(
        lambda: backups.show_checkpoint(cbr.ShowCheckpointRequest(checkpoint_id=checkpoint.id)).checkpoint,
        lambda seen: seen.status == "available",
        "the checkpoint",
    )
    equal(shown.vault.id, vault_id, "the checkpoint's vault")
    by_hand = backups.list_backups(cbr.ListBackupsRequest(checkpoint_id=checkpoint.id)).backups[0].id
    backups.delete_backup(cbr.DeleteBackupRequest(backup_id=by_hand))

    # Another OS on an encrypted disk, for the server that was stopped.
    keys = client(kms, "KmsClient", "kms")
    body = kms.ListKeysRequestBody(key_state="2", limit="10")
    key = keys.list_keys(kms.ListKeysRequest(body=body)).key_details[0]
    equal((key.key_alias, key.key_state), ("data-disks", "2"), "the keys")
    body = kms.OperateKeyRequestBody(key_id=key.key_id)
    equal(keys.list_key_detail(kms.ListKeyDetailRequest(body=body)).key_info.key_alias, "data-disks", "the key")
    pairs = servers.nova_list_keypairs(ecs.NovaListKeypairsRequest()).keypairs
    equal([pair.keypair.name for pair in pairs], ["fleet-key"], "the key pairs")
    pair = servers.nova_show_keypair(ecs.NovaShowKeypairRequest(keypair_name="fleet-key")).keypair
    equal(pair.deleted, False, "the key pair")
    suse = images.list_images(ims.ListImagesRequest(imagetype="gold", platform="SUSE")).images[0].id
    option = ecs.ChangeServerOsWithCloudInitOption(
        imageid=suse,
        keyname="fleet-key",
        userid=pair.user_id,
        metadata=ecs.ChangeSeversOsMetadata(byol="true", system__encrypted="1", system__cmkid=key.key_id),
    )
    body = ecs.ChangeServerOsWithCloudInitRequestBody(os_change=option)
    change = ecs.ChangeServerOsWithCloudInitRequest(server_id=idle, body=body)
    job_id = servers.change_server_os_with_cloud_init(change).job_id
    refused(lambda: servers.change_server_os_with_cloud_init(change), 400, "Ecs.0100")
    job = until(
        lambda: servers.show_job(ecs.ShowJobRequest(job_id=job_id)),
        lambda seen: seen.status not in ("INIT", "RUNNING"),
        "the change of the OS",
    )
    steps = [(step.status, step.entities.server_id) for step in job.entities.sub_jobs]
    equal((job.status, steps), ("SUCCESS", [("SUCCESS", idle)] * 2), "the change of the OS")
    changed = servers.show_server(ecs.ShowServerRequest(server_id=idle)).server
    equal((changed.status, changed.image.id, changed.key_name), ("ACTIVE", suse, "fleet-key"), "the server")
    print("OK")


main()
