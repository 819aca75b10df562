/** A document that statements are taken from. */
export interface SourceDocument {
  publisher: string;
  title: string;
  /** Where it is published, or how it can be found. */
  address: string;
  /** When it was read. */
  read: string;
}

/** Every document that a statement may name, registered once. */
export const sources = {
  "otc-full-ecs-image": {
    publisher: "Open Telekom Cloud",
    title: "Image Management Service user guide: Creating a Full-ECS Image from an ECS",
    address: "en-us_topic_0116125142.html",
    read: "2026-11-21",
  },
  "otc-change-os": {
    publisher: "Open Telekom Cloud",
    title: "Elastic Cloud Server user guide: Changing the OS",
    address: "en-us_topic_0031523135.html",
    read: "2026-11-21",
  },
  "otc-ecs-api": {
    publisher: "Open Telekom Cloud",
    title: "Elastic Cloud Server API reference: Changing the OS",
    address: "POST /v2/{project_id}/cloudservers/{server_id}/changeos",
    read: "2026-11-21",
  },
  "otc-ims-api": {
    publisher: "Open Telekom Cloud",
    title: "Image Management Service API reference: Creating a Full-ECS Image",
    address: "POST /v1/cloudimages/wholeimages/action",
    read: "2026-11-21",
  },
  "otc-cbr-api": {
    publisher: "Open Telekom Cloud",
    title: "Cloud Backup and Recovery API reference",
    address: "/v3/{project_id}/vaults",
    read: "2026-11-21",
  },
  "otc-cbr-guide": {
    publisher: "Open Telekom Cloud",
    title: "Cloud Backup and Recovery user guide",
    address: "docs.otc.t-systems.com, Cloud Backup and Recovery",
    read: "2026-11-21",
  },
} as const satisfies Record<string, SourceDocument>;

export type SourceId = keyof typeof sources;
