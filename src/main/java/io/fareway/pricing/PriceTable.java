package io.fareway.pricing;

import io.fareway.model.Price;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Price rows by deployment and moment: of all rows of a deployment the latest that has begun holds, unless it has ended. */
public final class PriceTable {

    private final Map<String, NavigableMap<Instant, Price>> byDeployment = new HashMap<>();

    private PriceTable() {}

    /** A table of these rows; of two rows of one deployment and moment the later in the list counts. */
    public static PriceTable of(List<Price> rows) {
        PriceTable table = new PriceTable();
        rows.forEach(price -> table.byDeployment
                .computeIfAbsent(price.deployment(), name -> new TreeMap<>())
                .put(price.effectiveFrom(), price));
        return table;
    }

    /** The price of the deployment of that name at a moment; empty when none is known. */
    public Optional<Price> at(String deployment, Instant moment) {
        return Optional.ofNullable(byDeployment.get(deployment))
                .map(history -> history.floorEntry(moment))
                .map(Map.Entry::getValue)
                .filter(price -> price.holdsAt(moment));
    }
}
