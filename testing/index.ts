export { ecsLifecycleMocks, type EcsLifecycleMocks, type Refusal } from "./ecsLifecycleMocks";
