package io.fareway.provider;

import io.fareway.model.Attempt;
import io.fareway.model.Billing;
import io.fareway.model.Outcome;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * Tells whether a provider charges for an attempt that has ended:
 *
 * <ol>
 *   <li>{@code BILLED} when it reported usage or its answer is whole;
 *   <li>{@code FREE} when it answered with an error status: none of the providers we know charges for that;
 *   <li>{@code NOT_SENT} when no connection came about, or no token to show;
 *   <li>{@code UNCERTAIN} otherwise: a time limit, a broken or cancelled answer.
 * </ol>
 */
final class BillingStates {

    private static final int FIRST_ERROR = 400;

    private BillingStates() {}

    static Billing of(Attempt attempt, Optional<Throwable> failure) {
        boolean reported = !attempt.usage().isEmpty() && !attempt.usage().estimated();
        if (reported || attempt.outcome().equals(Optional.of(Outcome.ANSWERED))) {
            return Billing.BILLED;
        }
        if (attempt.httpStatus() >= FIRST_ERROR) {
            return Billing.FREE;
        }
        return attempt.httpStatus() == 0
                        && failure.map(BillingStates::neverConnected).orElse(false)
                ? Billing.NOT_SENT
                : Billing.UNCERTAIN;
    }

    private static boolean neverConnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoTokenException
                    || cause instanceof ConnectException
                    || cause instanceof ConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }
}
