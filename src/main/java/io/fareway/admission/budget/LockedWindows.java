package io.fareway.admission.budget;

import io.fareway.admission.budget.BudgetStore.Reserved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Windows that nobody else can change, and the reservations in question; collects what is to be written. */
final class LockedWindows {

    private final Map<String, WindowState> states;
    private final List<Reserved> reserved;
    private final Set<String> changed = new LinkedHashSet<>();
    private final List<Reserved> added = new ArrayList<>();
    private final Set<String> removed = new HashSet<>();

    LockedWindows(Map<String, WindowState> states, List<Reserved> reserved) {
        this.states = new HashMap<>(states);
        this.reserved = List.copyOf(reserved);
    }

    /** Reserves, or says which window has no room. */
    Verdict reserve(BudgetEntry.Reserve entry) {
        Set<String> exhausted = new HashSet<>();
        for (Claim claim : entry.claims()) {
            WindowState state = withLimit(claim);
            if (state.hasRoomFor(claim.pico())) {
                continue;
            }
            exhausted.add(claim.window().subject());
            if (!claim.optional() || exhausted.containsAll(entry.providers())) {
                return new Verdict.Denied(state, claim.pico());
            }
        }
        for (Claim claim : entry.claims()) {
            if (!claim.optional() || !exhausted.contains(claim.window().subject())) {
                put(stateOf(claim.window().id()).reserve(claim.pico()));
                added.add(new Reserved(entry.requestId(), claim.window().id(), claim.pico()));
            }
        }
        return new Verdict.Granted(exhausted);
    }

    /** Settles, unless that was done before. */
    void settle(BudgetEntry.Settle entry) {
        for (Reserved reservation : reserved) {
            if (reservation.requestId().equals(entry.requestId()) && !removed.contains(entry.requestId())) {
                WindowState state = stateOf(reservation.windowId());
                put(state.settle(reservation.pico(), entry.spending().in(state.window(), reservation.pico())));
            }
        }
        removed.add(entry.requestId());
    }

    /** Notes that a window was warned about. */
    void warned(WindowState state, int percent) {
        put(state.warnedAt(percent));
    }

    /** How full the window is by now. */
    WindowState stateOf(String id) {
        return Objects.requireNonNull(states.get(id), id);
    }

    /** The windows that changed. */
    Collection<WindowState> changed() {
        return changed.stream().map(this::stateOf).toList();
    }

    List<Reserved> added() {
        return added;
    }

    /** Requests that hold no reservation any more. */
    Set<String> removed() {
        return removed;
    }

    /** The configured limit of today counts, whatever was written when the window was opened. */
    private WindowState withLimit(Claim claim) {
        WindowState state = stateOf(claim.window().id());
        if (state.limitPico() == claim.limitPico()) {
            return state;
        }
        WindowState limited = new WindowState(
                state.window(),
                claim.limitPico(),
                state.spentPico(),
                state.reservedPico(),
                state.overrunPico(),
                state.warned());
        put(limited);
        return limited;
    }

    private void put(WindowState state) {
        states.put(state.window().id(), state);
        changed.add(state.window().id());
    }
}
