package io.fareway.admission.budget;

import io.fareway.model.Budget;

/** What the ledger knows to have been spent in a window before the window was made. */
final class SpentBefore {

    private SpentBefore() {}

    /** A query with the parameters first moment, end, and for all scopes but the total the subject. */
    static String sql(Budget.Scope scope) {
        return "select coalesce(cast(sum(cost_pico_usd) as bigint), 0) from attempt"
                + " where opened_at >= ? and opened_at < ?"
                + switch (scope) {
                    case TOTAL -> "";
                    case CALLER -> " and caller = ?";
                    case TEAM -> " and team = ?";
                    case TIER -> " and tier = ?";
                    case PROVIDER -> " and provider = ?";
                };
    }
}
