import { servePlugin } from "../serve";
import { kubernetesPlugin } from "./plugin";

servePlugin(kubernetesPlugin());
