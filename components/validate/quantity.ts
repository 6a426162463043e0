const factors: Record<string, number> = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/**
 * An amount as Kubernetes writes it ("250m", "1.5Gi", "1e3"), as a number; undefined if it is none. The client library's own
 * function takes no fractions of a large unit, which the API does.
 */
export function amountOf(quantity: string): number | undefined {
    const [, digits = "", unit = "", exponent] =
        /^\+?(\d+\.?\d*|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/.exec(quantity) ?? [];
    const factor = exponent === undefined ? factors[unit] : 10 ** Number(exponent);
    return digits === "" || factor === undefined ? undefined : Number(digits) * factor;
}
