import { ask, Backend } from "../verify/backend";

/** How many series a job has now. */
export interface JobSeries {
    job: string;
    series: number;
}

/** The same of one of its metrics. */
export interface MetricSeries extends JobSeries {
    metric: string;
}

/** Series of a cluster as a Prometheus has them now, the most first. */
export async function seriesCosts(
    backend: Backend,
    cluster: string,
    top: number,
): Promise<{ series: number; jobs: JobSeries[]; metrics: MetricSeries[] }> {
    const all = `{cluster="${cluster}"}`;
    const [total, jobs, metrics] = await Promise.all([
        counted(backend, `count(${all})`),
        counted(backend, `topk(${top}, count by (job) (${all}))`),
        counted(backend, `topk(${top}, count by (job, __name__) (${all}))`),
    ]);
    return {
        series: total[0]?.series ?? 0,
        jobs: jobs.map(({ job, series }) => ({ job, series })),
        metrics,
    };
}

async function counted(backend: Backend, query: string): Promise<MetricSeries[]> {
    const { result } = (await ask(backend, "/api/v1/query", { query })) as {
        result: { metric: { job?: string; __name__?: string }; value: [time: number, value: string] }[];
    };
    return result
        .map(({ metric: { job = "", __name__: metric = "" }, value }) => ({
            job,
            metric,
            series: Number(value[1]),
        }))
        .sort((a, b) => b.series - a.series || a.metric.localeCompare(b.metric));
}
