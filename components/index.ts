export { AlloyStack } from "./alloyStack";
