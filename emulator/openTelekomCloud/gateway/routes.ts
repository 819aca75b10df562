import { cbrRoutes } from "../cbr/cbrRoutes";
import { ecsRoutes } from "../ecs/ecsRoutes";
import { evsRoutes } from "../evs/evsRoutes";
import { iamRoutes } from "../iam/iamRoutes";
import { imsRoutes } from "../ims/imsRoutes";
import { kmsRoutes } from "../kms/kmsRoutes";
import type { Route } from "./route";

/** Every call that the emulated cloud has. Whatever is not here is refused. */
export const routes: readonly Route[] = [
  ...iamRoutes,
  ...ecsRoutes,
  ...evsRoutes,
  ...cbrRoutes,
  ...imsRoutes,
  ...kmsRoutes,
];
