package io.fareway.report;

/**
 * What a request or an attempt is counted under.
 *
 * @param provider empty for requests that reached no provider
 * @param deployment empty for requests that reached no provider
 * @param task the caller's hint; empty for none
 * @param job batch job; empty for none
 * @param hour hours since the day began
 */
record CellKey(String provider, String deployment, String tier, String task, String job, int hour) {

    /** Where only the request's own groups matter. */
    static CellKey ofRequest(String tier, String task, String job) {
        return new CellKey("", "", tier, task, job, 0);
    }

    /** Where only the attempt's own groups matter. */
    static CellKey ofAttempt(String provider, String deployment) {
        return new CellKey(provider, deployment, "", "", "", 0);
    }
}
