import type { Answer, Call } from "../gateway/route";

/** How many servers, cores and MB the project has and may have; -1: as many as it likes. */
export function getLimits({ state }: Call): Answer {
  const total = (of: (flavor: { vcpus: number; ramMb: number }) => number) =>
    state.servers.reduce((sum, { flavor }) => sum + of(flavor), 0);
  const absolute = {
    maxTotalInstances: 512,
    maxTotalCores: 8192,
    maxTotalRAMSize: 32_768_000,
    maxImageMeta: 128,
    maxKeypairs: -1,
    maxPersonality: 5,
    maxPersonalitySize: 10_240,
    maxSecurityGroupRules: -1,
    maxSecurityGroups: -1,
    maxServerGroupMembers: 16,
    maxServerGroups: 10,
    maxServerMeta: 128,
    maxTotalFloatingIps: -1,
    totalInstancesUsed: state.servers.length,
    totalCoresUsed: total(({ vcpus }) => vcpus),
    totalRAMUsed: total(({ ramMb }) => ramMb),
    totalFloatingIpsUsed: 0,
    totalSecurityGroupsUsed: 1,
    totalServerGroupsUsed: 0,
  };
  return { status: 200, body: { absolute } };
}
