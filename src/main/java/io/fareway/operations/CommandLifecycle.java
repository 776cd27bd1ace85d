package io.fareway.operations;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.Lifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Starts what calls to providers need in a command: the books, and the server behind which simulated providers are. */
final class CommandLifecycle extends DefaultLifecycleProcessor {

    /** By bean name; the last is Spring Boot's. */
    private static final Set<String> STARTED = Set.of("ledgerLifecycle", "budgetBook", "webServerStartStop");

    @Override
    protected Map<String, Lifecycle> getLifecycleBeans() {
        Map<String, Lifecycle> started = new TreeMap<>(super.getLifecycleBeans());
        started.keySet().retainAll(STARTED);
        return started;
    }
}
