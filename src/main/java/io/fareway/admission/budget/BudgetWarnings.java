package io.fareway.admission.budget;

import io.fareway.model.Budget;
import io.fareway.model.Money;
import io.fareway.model.Settings;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Says once, over all gateways, that a set share of a budget is spent: a WARN line and a {@link BudgetWarning}. */
@Component
class BudgetWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetWarnings.class);

    private final Supplier<Settings> settings;
    private final ApplicationEventPublisher events;

    BudgetWarnings(Supplier<Settings> settings, ApplicationEventPublisher events) {
        this.settings = settings;
        this.events = events;
    }

    /** Looks at windows that have changed. */
    void look(Collection<WindowState> states, BudgetStore store) {
        for (WindowState state : states) {
            OptionalInt share = passed(state);
            if (share.isPresent() && isFirst(state, share.getAsInt(), store)) {
                warn(state, share.getAsInt());
            }
        }
    }

    /** The highest share that is spent and has not been warned about. */
    private OptionalInt passed(WindowState state) {
        return settings.get().budgets().all().stream()
                .filter(budget -> budget.name().equals(state.window().budget()))
                .map(Budget::warnAt)
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .filter(share -> share > state.warned() && share <= state.percentSpent())
                .max();
    }

    private static boolean isFirst(WindowState state, int share, BudgetStore store) {
        try {
            return store.change(List.of(state.window()), List.of(), locked -> {
                WindowState now = locked.stateOf(state.window().id());
                if (now.warned() >= share) {
                    return false;
                }
                locked.warned(now, share);
                return true;
            });
        } catch (SQLException away) {
            LOG.warn(
                    "A budget's warning could not be noted and comes again: {}",
                    state.window().title(),
                    away);
            return false;
        }
    }

    private void warn(WindowState state, int share) {
        BudgetWarning warning = new BudgetWarning(
                state.window().budget(),
                state.window().subject(),
                share,
                Money.fromPico(state.spentPico()),
                Money.fromPico(state.limitPico()),
                state.window().closesAt());
        LOG.warn(
                "Budget {}: {} % spent, {} of {} USD, until {}",
                state.window().title(),
                share,
                Money.format(warning.spentUsd()),
                Money.format(warning.limitUsd()),
                warning.closesAt());
        events.publishEvent(warning);
    }
}
