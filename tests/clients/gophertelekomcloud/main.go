// Carries an image through against a served emulated cloud, with Open Telekom Cloud's own Go SDK.
//
// The environment variable EMULATED_CLOUD holds the line that the emulator prints. Ends with 0 where all is as documented.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	golangsdk "github.com/opentelekomcloud/gophertelekomcloud"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/cbr/v3/backups"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/cbr/v3/checkpoint"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/cbr/v3/vaults"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/common/tags"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/compute/v2/extensions/keypairs"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/compute/v2/extensions/startstop"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/compute/v2/extensions/volumeattach"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/compute/v2/servers"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/ecs/v1/cloudservers"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/extensions/quotasets"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v2/cloudvolumes"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v3/volumes"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/identity/v3/agency"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/identity/v3/projects"
	nativeimages "github.com/opentelekomcloud/gophertelekomcloud/openstack/image/v2/images"
	wholeimages "github.com/opentelekomcloud/gophertelekomcloud/openstack/ims/v1/images"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/ims/v1/others"
	oldtags "github.com/opentelekomcloud/gophertelekomcloud/openstack/ims/v1/tags"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/ims/v2/images"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/kms/v1/keys"
)

type cloud struct {
	Region, ProjectId, ProjectName, DomainName, DomainId, UserName, Password, AccessKey, SecretKey string
	Endpoints                                                                                      map[string]string
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
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
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
	check(json.Unmarshal([]byte(os.Getenv("EMULATED_CLOUD")), &said))
	account := said.OpenTelekomCloud

	byKey := golangsdk.AKSKAuthOptions{
		IdentityEndpoint: account.Endpoints["iam"] + "/v3",
		AccessKey:        account.AccessKey,
		SecretKey:        account.SecretKey,
		ProjectName:      account.ProjectName,
		Domain:           account.DomainName,
		Region:           account.Region,
	}
	byPassword := golangsdk.AuthOptions{
		IdentityEndpoint: account.Endpoints["iam"] + "/v3",
		Username:         account.UserName,
		Password:         account.Password,
		DomainName:       account.DomainName,
		TenantName:       account.ProjectName,
	}
	wrong := byKey
	wrong.SecretKey = "wrong"
	_, err := openstack.AuthenticatedClient(wrong)
	var unauthorized golangsdk.ErrDefault401
	if !errors.As(err, &unauthorized) {
		fail("a wrong secret key: %v", err)
	}

	// With a key, the client of a project calls for the account as well; with a password it takes a token of its own.
	ofAccount := byPassword
	ofAccount.TenantName = ""
	for name, options := range map[string][2]golangsdk.AuthOptionsProvider{
		"key": {byKey, byKey}, "password": {byPassword, ofAccount},
	} {
		provider := must(openstack.AuthenticatedClient(options[0]))
		equal(provider.ProjectID, account.ProjectId, "the project")
		carryThrough(provider, must(openstack.AuthenticatedClient(options[1])), account, name)
	}
	fmt.Println("OK")
}

func carryThrough(provider, ofAccount *golangsdk.ProviderClient, account cloud, how string) {
	where := golangsdk.EndpointOpts{Region: account.Region}
	identity := must(openstack.NewIdentityV3(provider, where))
	pages := must(projects.List(identity, projects.ListOpts{Name: account.ProjectName}).AllPages())
	equal(must(projects.ExtractProjects(pages))[0].ID, account.ProjectId, "the projects")

	// Servers and disks.
	compute := must(openstack.NewComputeV2(provider, where))
	pages = must(servers.List(compute, servers.ListOpts{Name: "db-01"}).AllPages())
	listed := must(servers.ExtractServers(pages))
	equal(len(listed), 1, "the list of servers")
	serverID := listed[0].ID
	equal(must(servers.Get(compute, serverID).Extract()).Status, "SHUTOFF", "the server (native)")
	equal(must(servers.Metadata(compute, serverID).Extract())["os_type"], "Linux", "its metadata")
	pages = must(volumeattach.List(compute, serverID).AllPages())
	equal(len(must(volumeattach.ExtractVolumeAttachments(pages))), 2, "its disks")
	ecs := must(openstack.NewComputeV1(provider, where))
	equal(must(cloudservers.Get(ecs, serverID).Extract()).AvailabilityZone, "eu-de-02", "the server")
	check(tags.Create(ecs, "cloudservers", serverID, []tags.ResourceTag{{Key: "sdk", Value: "go"}}).ExtractErr())
	equal(must(tags.Get(ecs, "cloudservers", serverID).Extract()), "[{sdk go}]", "its tags")
	check(tags.Delete(ecs, "cloudservers", serverID, []tags.ResourceTag{{Key: "sdk", Value: "go"}}).ExtractErr())

	pages = must(servers.List(compute, servers.ListOpts{Name: "cache-03"}).AllPages())
	idle := must(servers.ExtractServers(pages))[0].ID
	isIn := func(status string) func() bool {
		return func() bool { return must(servers.Get(compute, idle).Extract()).Status == status }
	}
	check(startstop.Stop(compute, idle).ExtractErr())
	until(isIn("SHUTOFF"), "the stop")
	check(startstop.Start(compute, idle).ExtractErr())
	until(isIn("ACTIVE"), "the start")

	// What a change of an OS needs.
	pages = must(keypairs.List(compute).AllPages())
	equal(must(keypairs.ExtractKeyPairs(pages))[0].Name, "fleet-key", "the key pairs")
	wide := must(openstack.NewIdentityV3(ofAccount, where))
	pages = must(agency.List(wide, agency.ListOpts{DomainID: account.DomainId, Name: "EVSAccessKMS"}).AllPages())
	granted := must(agency.ExtractAgencies(pages))
	equal(len(granted), 1, "the agencies")
	roles := agency.ListRolesAttachedOnProject(wide, granted[0].ID, account.ProjectId)
	equal(len(must(roles.ExtractRoles())), 1, "the roles of the agency")
	kms := must(openstack.NewKMSV1(provider, where))
	enabled := must(keys.List(kms, keys.ListOpts{KeyState: "2", Limit: "10"}))
	equal(enabled.KeyDetails[0].KeyAlias, "data-disks", "the keys")
	equal(must(keys.Get(kms, enabled.Keys[0])).KeyState, "2", "the key")

	evs := must(openstack.NewBlockStorageV2(provider, where))
	disks := must(cloudvolumes.List(evs, cloudvolumes.ListOpts{ServerID: serverID}))
	equal(len(disks), 2, "the list of disks")
	quota := must(quotasets.GetUsage(evs, account.ProjectId))
	equal(quota.Volumes.Limit, 400, "the quota of disks")
	evsV3 := must(openstack.NewBlockStorageV3(provider, where))
	equal(must(volumes.Get(evsV3, disks[0].ID).Extract()).ID, disks[0].ID, "a disk")

	// Vaults.
	cbr := must(openstack.NewCBRService(provider, where))
	vault := must(vaults.Create(cbr, vaults.CreateOpts{
		Name: "made-by-go-" + how,
		Billing: &vaults.BillingCreate{
			ConsistentLevel: "crash_consistent", ObjectType: "server", ProtectType: "backup", Size: 1000,
		},
		Resources: []vaults.ResourceCreate{{ID: serverID, Type: "OS::Nova::Server"}},
	}))
	renamed := must(vaults.Update(cbr, vault.ID, vaults.UpdateOpts{Name: "renamed-by-go-" + how}))
	equal(renamed.Name, "renamed-by-go-"+how, "the vault's name")
	equal(must(vaults.Get(cbr, vault.ID)).Resources[0].ID, serverID, "the vault's server")

	// An image of the whole server.
	imsV1 := must(openstack.NewIMSV1(provider, where))
	imsV2 := must(openstack.NewIMSV2(provider, where))
	finished := func(jobID *string) string {
		var job *others.JobResponse
		until(func() bool {
			job = must(others.ShowJob(imsV1, *jobID))
			return job.Status != "INIT" && job.Status != "RUNNING"
		}, "the image")
		equal(job.Status, "SUCCESS", "the job")
		return job.Entities.ImageId
	}
	imageID := finished(must(wholeimages.CreateWholeImageFromECS(imsV1, wholeimages.CreateWholeImageFromECSOpts{
		Name: "go " + how, Description: "by the Go SDK", InstanceId: serverID, VaultId: vault.ID,
		ImageTags: []tags.ResourceTag{{Key: "sdk", Value: "go"}},
	})))
	whole := true
	found := must(images.ListImages(imsV2, images.ListImagesOpts{
		ImageType: "private", WholeImage: &whole, Tag: "sdk=go", CreatedAt: "gt:2020-01-01T00:00:00Z", Limit: 5,
	}))
	equal(len(found), 1, "the list of images")
	equal(found[0].Id+found[0].Status, imageID+"active", "the image of the list")
	native := must(nativeimages.Get(imsV2, imageID))
	equal(native.Name, "go "+how, "the image (native)")
	pages = must(nativeimages.List(imsV2, images.ListImagesOpts{Limit: 1}).AllPages())
	equal(len(must(nativeimages.ExtractImages(pages))), 5, "the pages of the native list")
	updated := must(images.UpdateImage(imsV2, imageID, []images.UpdateImageOpts{
		{Op: "replace", Path: "/name", Value: "go renamed"},
	}))
	equal(updated.Name, "go renamed", "the image's name")
	check(oldtags.CreateOrUpdateTags(imsV1, oldtags.CreateOrUpdateTagsOpts{ImageId: imageID, Tag: "second.2"}))
	equal(must(others.ShowImageQuota(imsV1))[0].Used, 1, "the quota of images")
	_, err := others.CopyImageInRegion(imsV1, others.CopyImageInRegionOpts{ImageId: imageID, Name: "copy"})
	var refused golangsdk.ErrDefault400
	if !errors.As(err, &refused) {
		fail("a copy of a whole image: %v", err)
	}

	// Its backup: deleted with the second image that is made of it.
	until(func() bool { return must(backups.Get(cbr, found[0].BackupId)).Status == "available" }, "the backup")
	check(nativeimages.Delete(imsV2, nativeimages.DeleteImageOpts{ImageId: imageID}))
	again := finished(must(wholeimages.CreateWholeImageFromCBRorCSBS(imsV1,
		wholeimages.CreateWholeImageFromCBRorCSBSOpts{
			Name: "go again", BackupId: found[0].BackupId, WholeImageType: "CBR",
		})))
	check(nativeimages.Delete(imsV2, nativeimages.DeleteImageOpts{ImageId: again, DeleteBackup: true}))
	isGone := func() bool { return len(must(backups.List(cbr, backups.ListOpts{VaultID: vault.ID}))) == 0 }
	until(isGone, "the deletion of the backup")

	// A backup by hand, which goes with its vault.
	made := must(checkpoint.Create(cbr, checkpoint.CreateOpts{
		VaultID: vault.ID, Parameters: checkpoint.CheckpointParam{Name: "by-hand", Resources: []string{serverID}},
	}))
	until(func() bool { return must(checkpoint.Get(cbr, made.ID)).Status == "available" }, "the checkpoint")
	check(vaults.Delete(cbr, vault.ID))
	until(func() bool {
		_, err := vaults.Get(cbr, vault.ID)
		var missing golangsdk.ErrDefault404
		return errors.As(err, &missing)
	}, "the deletion of the vault")
}
