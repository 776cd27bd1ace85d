package io.fareway.provider;

import io.fareway.ledger.RecentCall;
import io.fareway.model.Attempt;
import io.fareway.model.AttemptKind;
import io.fareway.model.Deployment;
import io.fareway.model.Outcome;
import io.fareway.model.TokenClass;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What was measured at each deployment lately, and how many calls are under way there. Outlives route revisions. */
@Component
public class DeploymentStatistics {

    private final Map<String, CallWindow> windows = new ConcurrentHashMap<>();
    private final long windowMillis;
    private final Clock clock;

    DeploymentStatistics(StatisticsProperties properties, Clock clock) {
        this.windowMillis = properties.window().toMillis();
        this.clock = clock;
    }

    /** Statistics of this age, for simulations. */
    public static DeploymentStatistics covering(java.time.Duration window, Clock clock) {
        return new DeploymentStatistics(new StatisticsProperties(window, 0), clock);
    }

    /** What was measured at the deployment of that name. */
    public Measured of(String deployment) {
        CallWindow window = windows.get(deployment);
        return window == null ? Measured.NOTHING : window.measured(clock.millis());
    }

    /** Calls under way at the deployment of that name, from this gateway. */
    public int underWay(String deployment) {
        CallWindow window = windows.get(deployment);
        return window == null ? 0 : window.underWay();
    }

    /** Notes that a call is about to be sent. */
    void opened(Deployment deployment) {
        window(deployment.name()).opened();
    }

    /** Notes how a call ended. The few words of a judge say nothing about the length of answers and how long they take. */
    void closed(Attempt attempt, boolean streamed) {
        window(attempt.deployment().name()).closed();
        if (attempt.kind() == AttemptKind.JUDGE) {
            return;
        }
        add(new RecentCall(
                attempt.deployment().name(),
                clock.instant(),
                streamed,
                attempt.outcome().orElse(Outcome.UNCERTAIN),
                attempt.usage().prompt(),
                attempt.usage().of(TokenClass.CACHE_READ),
                attempt.usage().answer(),
                attempt.firstByteMillis(),
                attempt.duration().toMillis()));
    }

    /** Adds a call that is over. */
    public void add(RecentCall call) {
        window(call.deployment()).add(call);
    }

    /** Forgets what was measured at a deployment. */
    public void forget(Deployment deployment) {
        window(deployment.name()).forget();
    }

    private CallWindow window(String deployment) {
        return windows.computeIfAbsent(deployment, added -> new CallWindow(windowMillis, 0));
    }
}
