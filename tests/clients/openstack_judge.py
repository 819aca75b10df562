"""Carries an image through against a served emulated cloud, with openstacksdk and Open Telekom Cloud's extensions to it.

The environment variable EMULATED_CLOUD holds the line that the emulator prints. Ends with 0 where all is as documented.
"""

import json
import os
import sys
import time

import openstack

CLOUD = json.loads(os.environ["EMULATED_CLOUD"])["openTelekomCloud"]


def equal(seen, expected, what):
    if seen != expected:
        sys.exit(f"{what}: {seen!r} instead of {expected!r}")


def connect(password=CLOUD["password"]):
    """As its documentation shows it: discovery and the catalogue do the rest."""
    return openstack.connect(
        auth={
            "auth_url": CLOUD["endpoints"]["iam"] + "/v3",
            "username": CLOUD["userName"],
            "password": password,
            "user_domain_name": CLOUD["domainName"],
            "project_name": CLOUD["projectName"],
        },
        region_name=CLOUD["region"],
        vendor_hook="otcextensions.sdk:load",
    )


def until(look, is_done, what):
    for _ in range(600):
        seen = look()
        if is_done(seen):
            return seen
        time.sleep(0.1)
    sys.exit(f"{what} has not come about")


def main():
    try:
        connect("wrong")
        sys.exit("a wrong password is accepted")
    except openstack.exceptions.SDKException as error:
        equal("HTTP 401" in str(error), True, "a wrong password")

    cloud = connect()
    equal([project.id for project in cloud.identity.projects()], [CLOUD["projectId"]], "the projects")

    server = cloud.compute.find_server("db-01")
    equal((server.status, server.availability_zone), ("SHUTOFF", "eu-de-02"), "the server")
    names = [one.name for one in cloud.compute.servers()]
    equal(names, [one.name for one in cloud.compute.servers(limit=2)], "the pages of the list of servers")
    equal(cloud.compute.get_server_metadata(server).metadata["os_type"], "Linux", "its metadata")
    attachments = [one.volume_id for one in cloud.compute.volume_attachments(server)]
    equal(len(attachments), 2, "its disks")
    idle = cloud.compute.find_server("cache-03")
    cloud.compute.stop_server(idle)
    cloud.compute.wait_for_server(idle, status="SHUTOFF", interval=0.1, wait=60)
    cloud.compute.start_server(idle)
    cloud.compute.wait_for_server(idle, status="ACTIVE", interval=0.1, wait=60)
    listed = cloud.ecs.get("/cloudservers/detail", params={"name": "web-0"}).json()
    equal([one["name"] for one in listed["servers"]], ["web-01"], "the service's own list of servers")

    equal([pair.name for pair in cloud.compute.keypairs()], ["fleet-key"], "the key pairs")
    equal(cloud.compute.get_keypair("fleet-key").type, "ssh", "a key pair")
    equal(len(cloud.compute.get_server_password(cloud.compute.find_server("win-01"))), 344, "the password of Windows")

    disk = cloud.block_storage.get_volume(attachments[0])
    equal((disk.size, disk.attachments[0]["server_id"]), (40, server.id), "a disk")
    equal(attachments[0] in [one.id for one in cloud.block_storage.volumes()], True, "the list of disks")
    quota = cloud.block_storage.get_quota_set(CLOUD["projectId"], usage=True)
    equal(quota.volumes, 400, "the quota of disks")

    vault = cloud.cbr.find_vault("vault-servers")
    equal(vault.billing.protect_type, "backup", "the vault")
    made = cloud.cbr.create_vault(
        name="made-by-openstack",
        billing={
            "consistent_level": "crash_consistent",
            "object_type": "server",
            "protect_type": "backup",
            "size": 100,
        },
        resources=[],
    )
    cloud.cbr.associate_resources(made, [{"id": server.id, "type": "OS::Nova::Server"}])
    cloud.cbr.dissociate_resources(made, [server.id])
    cloud.cbr.delete_vault(made)
    equal(cloud.cbr.find_vault("made-by-openstack"), None, "the deleted vault")

    # The extensions have no call for a whole image: it is sent as it is documented.
    def finished(body):
        answer = cloud.imsv1.post("/cloudimages/wholeimages/action", json=body)
        equal(answer.status_code, 200, "the submission")
        job = cloud.imsv1.wait_for_async_job(answer.json()["job_id"], timeout=60, wait=0.1)
        equal(job.status, "SUCCESS", "the job")
        return job.entities["image_id"]

    tags = [{"key": "sdk", "value": "openstack"}]
    image_id = finished(
        {"name": "openstack sdk", "instance_id": server.id, "vault_id": vault.id, "image_tags": tags}
    )
    found = list(cloud.imsv2.images(__imagetype="private", tag="sdk=openstack"))
    equal([(one.id, one.status) for one in found], [(image_id, "active")], "the list of images")
    backup_id = found[0].backup_id
    image = cloud.image.get_image(image_id)
    equal((image.name, image.status), ("openstack sdk", "active"), "the image (native)")
    everything = [one.id for one in cloud.image.images()]
    equal(everything, [one.id for one in cloud.image.images(limit=1)], "the pages of the native list")
    equal(image_id in everything, True, "the native list")
    change = [{"op": "replace", "path": "/name", "value": "openstack renamed"}]
    changed = cloud.imsv2.patch(f"/cloudimages/{image_id}", json=change)
    equal((changed.status_code, changed.json()["name"]), (200, "openstack renamed"), "the image's name")

    until(lambda: cloud.cbr.get_backup(backup_id), lambda seen: seen.status == "available", "the backup")
    equal([one.id for one in cloud.cbr.backups(resource_id=server.id)], [backup_id], "the list of backups")
    task = next(cloud.cbr.tasks(resource_id=server.id))
    equal(task.status, "success", "the task")
    cloud.image.delete_image(image_id)
    again = finished({"name": "openstack again", "backup_id": backup_id, "whole_image_type": "CBR"})
    removed = cloud.imsv2.delete(f"/images/{again}", json={"delete_backup": True})
    equal(removed.status_code, 204, "the deletion")
    until(lambda: list(cloud.cbr.backups()), lambda seen: seen == [], "the deletion of the backup")

    parameters = {"name": "by-hand", "resources": [server.id]}
    checkpoint = cloud.cbr.create_checkpoint(vault_id=vault.id, parameters=parameters)
    cloud.cbr.wait_for_checkpoint(checkpoint, interval=0.1, wait=60)
    by_hand = next(cloud.cbr.backups(checkpoint_id=checkpoint.id))
    cloud.cbr.delete_backup(by_hand)
    print("OK")


main()
