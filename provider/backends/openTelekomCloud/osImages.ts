import { z } from "zod";
import type { OsImage, OsImageKind, OsImageMembership, OsImages } from "../../ports/osImages";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { imageState } from "./imageStates";
import { osFamilyOf } from "./osFamilies";
import { flag, isSet, numberOrText, textIfAny } from "./wireValues";

const wireImage = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  owner: textIfAny,
  min_disk: numberOrText.catch(undefined),
  min_ram: numberOrText.catch(undefined),
  max_ram: numberOrText.catch(undefined),
  virtual_env_type: textIfAny,
  __imagetype: textIfAny,
  __os_type: textIfAny,
  __os_version: textIfAny,
  __platform: textIfAny,
  __support_fc_inject: flag,
  __system__cmkid: textIfAny,
  __backup_id: textIfAny,
  __whole_image: flag,
});
type WireImage = z.infer<typeof wireImage>;
const listAnswer = z.object({ images: z.array(wireImage) });

/** The most that the list gives at once. */
const pageSize = 500;

const memberships: OsImageMembership[] = ["accepted", "pending", "rejected"];

/** What an image may be of besides the system disk of an ECS ("FusionCompute"): bare metal, a data disk, a file. */
const noSystemDisks = ["Ironic", "DataImage", "IsoImage"];

/** Images that servers of Open Telekom Cloud can be made from (IMS). */
export function osImages(http: HttpClient, projectId: string): OsImages {
  // GET /v2/cloudimages: `marker` is the last image of the page before.
  const list = async (filter: Record<string, string>): Promise<WireImage[]> => {
    const found: WireImage[] = [];
    for (;;) {
      const last = found.at(-1);
      const query = { ...filter, limit: String(pageSize), ...(last && { marker: last.id }) };
      const call = {
        service: "ims",
        method: "GET",
        path: "/v2/cloudimages",
        query,
        answer: listAnswer,
      } as const;
      const { images } = await http.call(call);
      found.push(...images);
      if (images.length < pageSize) return found;
    }
  };

  /** Those of other accounts: an image does not say itself how far its sharing is, only the filter that finds it. */
  const shared = async (
    membership: OsImageMembership,
    filter: Record<string, string>,
  ): Promise<OsImage[]> => {
    const images = await list({
      ...filter,
      ...{ __imagetype: "shared", visibility: "shared", member_status: membership },
    });
    return images
      .map((image) => toOsImage(image, projectId, membership))
      .filter(({ kind }) => kind === "shared");
  };

  const ofKind: Record<OsImageKind, (filter: Record<string, string>) => Promise<OsImage[]>> = {
    public: async (filter) => {
      const images = await list({ ...filter, __imagetype: "gold", visibility: "public", protected: "true" });
      return images.map((image) => toOsImage(image, projectId));
    },
    private: async (filter) => {
      const images = await list({ ...filter, __imagetype: "private" });
      return images.map((image) => toOsImage(image, projectId)).filter(({ kind }) => kind === "private");
    },
    shared: async (filter) => {
      const found: OsImage[] = [];
      for (const membership of memberships) found.push(...(await shared(membership, filter)));
      return found;
    },
  };

  const ofAllKinds = async (filter: Record<string, string>): Promise<OsImage[]> => [
    ...(await ofKind.public(filter)),
    ...(await ofKind.private(filter)),
    ...(await ofKind.shared(filter)),
  ];

  return {
    get: async (id) => {
      const [listed] = await list({ id });
      const image = listed && toOsImage(listed, projectId);
      if (image && image.kind !== "shared") return image;
      for (const membership of memberships) {
        const [member] = await shared(membership, { id });
        if (member) return member;
      }
      if (image) return image;
      // GET /v2/images/{id}: a filtered list is no definite "not found". After it any 404 is, also one with a web page:
      // OpenStack's own image service says it so.
      const native = { service: "ims", method: "GET", path: `/v2/images/${id}`, answer: wireImage } as const;
      return ifThere(
        async () => toOsImage(await http.call(native), projectId),
        ({ kind, details }) => kind === "notFound" || (kind === "answerLost" && details.status === 404),
      );
    },
    named: (name, kind) => (kind ? ofKind[kind]({ name }) : ofAllKinds({ name })),
    list: () => ofAllKinds({}),
  };
}

/** Shared images are called private in some places: whose they are decides. */
function kindOf({ __imagetype: type, owner }: WireImage, projectId: string): OsImageKind {
  if (type === "gold") return "public";
  if (owner === undefined) return type === "shared" ? "shared" : "private";
  return owner === projectId ? "private" : "shared";
}

function toOsImage(image: WireImage, projectId: string, membership?: OsImageMembership): OsImage {
  return {
    id: image.id,
    name: image.name,
    state: imageState(image.status),
    stateText: image.status,
    kind: kindOf(image, projectId),
    membership,
    osFamily: osFamilyOf(image.__os_type),
    platform: image.__platform,
    osVersion: image.__os_version,
    minDiskGb: image.min_disk ?? 0,
    minRamMb: image.min_ram ?? 0,
    maxRamMb: image.max_ram,
    noSystemDisk: noSystemDisks.find((kind) => kind === image.virtual_env_type),
    // The attribute says the opposite of its name: "true" is "not supported", and whatever else is "supported".
    takesInjection: isSet(image.__support_fc_inject) !== true,
    keyId: image.__system__cmkid,
    wholeServer: isSet(image.__whole_image),
    backupId: image.__backup_id,
  };
}
