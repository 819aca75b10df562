// Carries an image through against a served emulated cloud, with Huawei's own Go SDK (v3).
//
// The environment variable EMULATED_CLOUD holds the line that the emulator prints. Ends with 0 where all is as documented.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cbr "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cbr/v1"
	cbrmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cbr/v1/model"
	ecs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ecs/v2"
	ecsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ecs/v2/model"
	evs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2"
	evsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	ims "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ims/v2"
	imsmodel "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ims/v2/model"
)

type cloud struct {
	ProjectId, AccessKey, SecretKey string
	Endpoints                       map[string]string
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func equal(seen, expected any, what string) {
	if fmt.Sprint(seen) != fmt.Sprint(expected) {
		fail("%s: %v instead of %v", what, seen, expected)
	}
}

// must gives what a call has answered.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func of[T any](value T) *T { return &value }

func refused(err error, status int, code string) {
	var answer *sdkerr.ServiceResponseError
	if !errors.As(err, &answer) {
		fail("not refused with %s: %v", code, err)
	}
	equal(fmt.Sprint(answer.StatusCode, answer.ErrorCode, answer.RequestId != ""), fmt.Sprint(status, code, true), "a refusal")
}

func until(isDone func() bool, what string) {
	for range 600 {
		if isDone() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	fail("%s has not come about", what)
}

func main() {
	var said struct{ OpenTelekomCloud cloud }
	if err := json.Unmarshal([]byte(os.Getenv("EMULATED_CLOUD")), &said); err != nil {
		panic(err)
	}
	account := said.OpenTelekomCloud
	client := func(secretKey string, builder *core.HcHttpClientBuilder, service string) *core.HcHttpClient {
		credentials := basic.NewCredentialsBuilder().
			WithAk(account.AccessKey).WithSk(secretKey).WithProjectId(account.ProjectId).
			WithIamEndpointOverride(account.Endpoints["iam"]).Build()
		return builder.WithCredential(credentials).WithEndpoints([]string{account.Endpoints[service]}).Build()
	}

	wrong := ims.NewImsClient(client("wrong", ims.ImsClientBuilder(), "ims"))
	_, err := wrong.ListImages(&imsmodel.ListImagesRequest{})
	refused(err, 401, "APIGW.0301")

	servers := ecs.NewEcsClient(client(account.SecretKey, ecs.EcsClientBuilder(), "ecs"))
	listed := must(servers.ListServersDetails(&ecsmodel.ListServersDetailsRequest{Name: of("db-01"), Limit: of(int32(10))}))
	equal(*listed.Count, 1, "the list of servers")
	serverID := (*listed.Servers)[0].Id
	server := must(servers.ShowServer(&ecsmodel.ShowServerRequest{ServerId: serverID})).Server
	equal(server.Status+" "+server.OSEXTAZavailabilityZone, "SHUTOFF eu-de-02", "the server")
	devices := must(servers.ListServerBlockDevices(&ecsmodel.ListServerBlockDevicesRequest{ServerId: serverID}))
	equal(len(*devices.VolumeAttachments), 2, "its disks")

	disks := evs.NewEvsClient(client(account.SecretKey, evs.EvsClientBuilder(), "evs"))
	volumes := must(disks.ListVolumes(&evsmodel.ListVolumesRequest{ServerId: of(serverID)}))
	equal(*volumes.Count, 2, "the list of disks")

	backups := cbr.NewCbrClient(client(account.SecretKey, cbr.CbrClientBuilder(), "cbr"))
	vaults := must(backups.ListVault(&cbrmodel.ListVaultRequest{Name: of("vault-servers")}))
	equal(*vaults.Count, 1, "the list of vaults")
	vaultID := (*vaults.Vaults)[0].Id

	images := ims.NewImsClient(client(account.SecretKey, ims.ImsClientBuilder(), "ims"))
	submission := func(name string) imsmodel.CreateWholeImageRequestBody {
		return imsmodel.CreateWholeImageRequestBody{
			Name: name, ImageTags: &[]imsmodel.TagKeyValue{{Key: "sdk", Value: "huawei_go"}},
		}
	}
	finished := func(body imsmodel.CreateWholeImageRequestBody) string {
		submitted := must(images.CreateWholeImage(&imsmodel.CreateWholeImageRequest{Body: &body}))
		var job *imsmodel.ShowJobResponse
		until(func() bool {
			job = must(images.ShowJob(&imsmodel.ShowJobRequest{JobId: *submitted.JobId}))
			return job.Status.Value() != "INIT" && job.Status.Value() != "RUNNING"
		}, "the image")
		equal(job.Status.Value(), "SUCCESS", "the job")
		return *job.Entities.ImageId
	}
	body := submission("huawei go")
	body.InstanceId, body.VaultId = serverID, &vaultID
	imageID := finished(body)
	found := *must(images.ListImages(&imsmodel.ListImagesRequest{
		Imagetype: of(imsmodel.GetListImagesRequestImagetypeEnum().PRIVATE), Tag: of("sdk=huawei_go"), Limit: of(int32(5)),
	})).Images
	equal(len(found), 1, "the list of images")
	equal(found[0].Id+found[0].Status.Value(), imageID+"active", "the image of the list")
	equal(len(*must(images.ListImages(&imsmodel.ListImagesRequest{Marker: &imageID, Limit: of(int32(1))})).Images), 1, "a page")
	changes := []imsmodel.UpdateImageRequestBody{{
		Op: imsmodel.GetUpdateImageRequestBodyOpEnum().REPLACE, Path: "/name", Value: "huawei renamed",
	}}
	updated := must(images.UpdateImage(&imsmodel.UpdateImageRequest{ImageId: imageID, Body: &changes}))
	equal(*updated.Name, "huawei renamed", "the image's name")
	tags := must(images.ListImageTags(&imsmodel.ListImageTagsRequest{ImageId: imageID})).Tags
	equal((*tags)[0].Key, "sdk", "the image's tags")
	equal(must(images.ShowImageQuota(&imsmodel.ShowImageQuotaRequest{})).Quotas.Resources[0].Used, 1, "the quota")

	backupID := *found[0].BackupId
	until(func() bool {
		shown := must(backups.ShowBackup(&cbrmodel.ShowBackupRequest{BackupId: backupID})).Backup
		return shown.Status.Value() == "available"
	}, "the backup")
	_, err = backups.DeleteBackup(&cbrmodel.DeleteBackupRequest{BackupId: backupID})
	refused(err, 400, "BackupService.6204")
	logs := must(backups.ListOpLogs(&cbrmodel.ListOpLogsRequest{ResourceId: of(serverID)})).OperationLogs
	equal((*logs)[0].ExtraInfo.Common.Progress, 100, "the task's progress")

	remove := func(imageID string, withBackup bool) {
		request := imsmodel.GlanceDeleteImageRequest{
			ImageId: imageID, Body: &imsmodel.GlanceDeleteImageRequestBody{DeleteBackup: &withBackup},
		}
		must(images.GlanceDeleteImage(&request))
	}
	remove(imageID, false)
	again := submission("huawei again")
	again.BackupId, again.WholeImageType = &backupID, of("CBR")
	remove(finished(again), true)
	until(func() bool {
		return len(*must(backups.ListBackups(&cbrmodel.ListBackupsRequest{ResourceId: of(serverID)})).Backups) == 0
	}, "the deletion of the backup")
	fmt.Println("OK")
}
