import { ecsLifecycleMocks, type Refusal } from "pulumi-ecs-lifecycle/testing";

export const mocks = ecsLifecycleMocks();
export const refusals: readonly Refusal[] = mocks.refusals;
