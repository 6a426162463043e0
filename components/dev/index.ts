export { DevEnvironment, type DevEnvironmentArgs } from "./devEnvironment";
export { DevServer } from "./servers";
