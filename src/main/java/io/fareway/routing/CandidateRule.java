package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import java.util.Optional;

/** A further rule that may drop candidates, besides the hard limits of requests, profiles and tiers; a bean. */
public interface CandidateRule {

    /** The word that names it to people, for example {@code override}. */
    String name();

    /** Why the deployment may not answer this request; empty when this rule lets it pass. */
    Optional<String> objection(Deployment deployment, Journey journey);
}
