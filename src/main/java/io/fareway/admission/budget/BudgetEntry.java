package io.fareway.admission.budget;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One change of the budgets' books. */
sealed interface BudgetEntry {

    /** The request it is about. */
    String requestId();

    /** The windows it touches. */
    List<Window> windows();

    /**
     * Reserves the worst case of a request, all or nothing; only windows of single providers may be left out.
     *
     * @param providers those of the plan; one must be left
     * @param verdict completed once it is durable
     */
    record Reserve(String requestId, List<Claim> claims, Set<String> providers, CompletableFuture<Verdict> verdict)
            implements BudgetEntry {
        public Reserve {
            claims = List.copyOf(claims);
            providers = Set.copyOf(providers);
        }

        @Override
        public List<Window> windows() {
            return claims.stream().map(Claim::window).toList();
        }
    }

    /** Puts what a request has cost in place of what was reserved for it; does nothing the second time. */
    record Settle(String requestId, List<Window> windows, Spending spending) implements BudgetEntry {
        public Settle {
            windows = List.copyOf(windows);
        }
    }
}
