export { DevEnvironment, DevEnvironmentArgs } from "./devEnvironment";
export { DevServer } from "./servers";
