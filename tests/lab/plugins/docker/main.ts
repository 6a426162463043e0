import { servePlugin } from "../serve";
import { dockerPlugin } from "./plugin";

servePlugin(dockerPlugin());
