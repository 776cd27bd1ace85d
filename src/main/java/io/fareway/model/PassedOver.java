package io.fareway.model;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Candidates that had their turn and could not be called: too busy, or stopped by an operator. */
public final class PassedOver {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Notes that this deployment had its turn without being called. */
    public void add(Deployment deployment) {
        names.add(deployment.name());
    }

    /** Whether this deployment had its turn without being called. */
    public boolean contains(Deployment deployment) {
        return names.contains(deployment.name());
    }
}
