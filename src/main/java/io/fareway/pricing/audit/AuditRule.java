package io.fareway.pricing.audit;

import java.util.List;

/** Looks for one kind of assumption that went stale; a bean. */
interface AuditRule {

    /** What it found, in the order of the settings. */
    List<Finding> look(AuditFacts facts);
}
