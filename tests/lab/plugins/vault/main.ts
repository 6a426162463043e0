import { servePlugin } from "../serve";
import { vaultPlugin } from "./plugin";

servePlugin(vaultPlugin());
