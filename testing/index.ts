/**
 * What the unit tests of a program import.
 *
 * @module pulumi-ecs-lifecycle/testing
 */
export { ecsLifecycleMocks, type EcsLifecycleMocks, type Refusal } from "./ecsLifecycleMocks";
