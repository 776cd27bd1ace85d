package io.fareway.evaluation;

import io.fareway.model.Journey;
import io.fareway.model.Settings;

/** The gateway's own routes, ledger and budgets, started for an evaluation and for nothing else. */
public interface EvaluationGateway {

    /**
     * Starts it: no job file is taken in, no timer runs.
     *
     * @return the settings in use
     * @throws RuntimeException that lists the mistakes, when {@code config/} or {@code routes/} hold any
     */
    Settings start();

    /**
     * Sends a journey to the deployment whose turn it is, and waits for the end.
     *
     * @return why it was not sent or failed; empty when nothing was thrown
     */
    String call(Journey journey);
}
