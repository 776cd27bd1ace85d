package io.fareway.pricing;

import io.fareway.model.Money;
import io.fareway.model.Price;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A price row says something else than the row already recorded under its id; nothing was recorded. */
public final class PriceConflictException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private PriceConflictException(String message) {
        super(message);
    }

    static PriceConflictException between(Price recorded, Price given) {
        return new PriceConflictException("price " + given.id() + " is recorded as " + figures(recorded)
                + " but is now given as " + figures(given)
                + ". Costs may already refer to the recorded row, so it is never rewritten: put its figures back, and add"
                + " a row with a later effective_from for the new ones");
    }

    private static String figures(Price price) {
        String terms = PriceTermsWriter.write(price.terms());
        return tokenFigures(price) + (terms.equals("{}") ? "" : " and " + terms);
    }

    private static String tokenFigures(Price price) {
        return new TreeMap<>(price.usdPerMillion())
                .entrySet().stream()
                        .map(entry -> entry.getKey().label() + " " + Money.format(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
