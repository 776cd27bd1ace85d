package io.fareway.routing.overrides;

import io.fareway.model.NearestName;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Refuses an override that names something unknown, has no reason, author or end, or would leave a tier empty. */
final class OverrideCheck {

    private static final Duration LONGEST = Duration.ofDays(90);

    private final Settings settings;
    private final Instant now;

    OverrideCheck(Settings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /**
     * Checks what was asked for.
     *
     * @throws RequestError 400 that names the field at fault
     */
    void check(OverrideRequest asked) {
        present("reason", asked.reason(), "Say why, for those who find it active.");
        present("author", asked.author(), "Say who is responsible for it.");
        if (!asked.until().isAfter(now) || asked.until().isAfter(now.plus(LONGEST))) {
            throw RequestError.invalid(
                    "until",
                    "'until' must lie ahead, at most 90 days: an override that nobody remembers helps nobody.");
        }
        if (!asked.tier().isEmpty()) {
            known("tier", asked.tier(), settings.tiers().keySet());
        }
        switch (asked.kind()) {
            case DRAIN, CAP -> known("subject", asked.subject(), providersAndDeployments());
            case FORCE -> checkForced(asked);
            case FREEZE -> checkFrozen(asked);
        }
        if (asked.sharePercent() < 0 || asked.sharePercent() > 100) {
            throw RequestError.invalid("share_percent", "'share_percent' must be a whole number from 0 to 100.");
        }
    }

    private void checkForced(OverrideRequest asked) {
        known("subject", asked.subject(), settings.deployments().keySet());
        if (!asked.tier().isEmpty() && !deploymentsOf(asked.tier()).contains(asked.subject())) {
            throw RequestError.invalid(
                    "subject",
                    "'" + asked.subject() + "' does not serve tier '" + asked.tier()
                            + "': add it in config/tiers.yaml first, or force one of "
                            + String.join(", ", deploymentsOf(asked.tier())) + ".");
        }
    }

    private void checkFrozen(OverrideRequest asked) {
        known("subject", asked.subject(), settings.tiers().keySet());
        asked.order().forEach(name -> known("order", name, deploymentsOf(asked.subject())));
    }

    private List<String> deploymentsOf(String tier) {
        var known = settings.tiers().get(tier);
        return known == null ? List.of() : known.deployments();
    }

    private Set<String> providersAndDeployments() {
        Set<String> names = new LinkedHashSet<>(settings.providers().keySet());
        names.addAll(settings.deployments().keySet());
        return names;
    }

    private static void known(String field, String name, Collection<String> names) {
        if (!names.contains(name)) {
            throw RequestError.invalid(
                    field,
                    "'" + name + "' is not known here" + NearestName.hint(name, names) + ". Known: "
                            + String.join(", ", names) + ".");
        }
    }

    private static void present(String field, String text, String advice) {
        if (text.isBlank()) {
            throw RequestError.invalid(field, "'" + field + "' is missing. " + advice);
        }
    }
}
