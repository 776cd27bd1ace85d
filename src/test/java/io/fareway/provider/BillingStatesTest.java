package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Billing;
import io.fareway.model.Outcome;
import io.fareway.model.Usage;
import io.fareway.testing.Journeys;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BillingStatesTest {

    private final Attempt attempt = Journeys.attempt(Journeys.journey("r1").build());

    @Test
    void of_aWholeAnswerIsBilled() {
        attempt.httpStatus(200);
        attempt.end(Outcome.ANSWERED, "");

        assertThat(BillingStates.of(attempt, Optional.empty())).isEqualTo(Billing.BILLED);
    }

    @Test
    void of_aBrokenAnswerWhoseUsageWasReportedIsBilled() {
        attempt.httpStatus(200);
        attempt.usage(Usage.ofText(10, 5, false));
        attempt.end(Outcome.FAILED, "cut");

        assertThat(BillingStates.of(attempt, Optional.of(new SocketException("reset"))))
                .isEqualTo(Billing.BILLED);
    }

    @Test
    void of_aBrokenAnswerThatWeCountedOurselvesIsUncertain() {
        attempt.httpStatus(200);
        attempt.usage(Usage.ofText(10, 5, true));
        attempt.end(Outcome.CANCELLED, "the caller went away");

        assertThat(BillingStates.of(attempt, Optional.empty())).isEqualTo(Billing.UNCERTAIN);
    }

    @Test
    void of_anErrorStatusIsFree() {
        attempt.httpStatus(503);
        attempt.end(Outcome.FAILED, "503");

        assertThat(BillingStates.of(attempt, Optional.empty())).isEqualTo(Billing.FREE);
    }

    @ParameterizedTest
    @MethodSource("failuresToConnect")
    void of_aCallThatNeverConnectedWasNotSent(IOException failure) {
        attempt.end(Outcome.FAILED, "no connection");

        assertThat(BillingStates.of(attempt, Optional.of(new IllegalStateException(failure))))
                .isEqualTo(Billing.NOT_SENT);
    }

    @Test
    void of_aCallWithoutAnAnswerInTimeIsUncertain() {
        attempt.end(Outcome.FAILED, "timeout");

        assertThat(BillingStates.of(attempt, Optional.of(new SocketTimeoutException("read"))))
                .isEqualTo(Billing.UNCERTAIN);
    }

    static IOException[] failuresToConnect() {
        return new IOException[] {
            new ConnectException("refused"), new UnknownHostException("api"), new ConnectTimeoutException("slow")
        };
    }
}
