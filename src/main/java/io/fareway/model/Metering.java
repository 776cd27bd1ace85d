package io.fareway.model;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider says of a call besides its tokens, as far as the price depends on it.
 *
 * @param units units other than tokens, with fractions; a unit that is absent was not used; never negative
 * @param serviceTier how the provider handled the call; empty when it did not say
 * @param region where it says it worked, for example {@code us}; empty when it did not say
 */
public record Metering(Map<Meter, BigDecimal> units, Optional<ServiceTier> serviceTier, String region) {

    /** Tokens only, and nothing said. */
    public static final Metering NONE = new Metering(Map.of(), Optional.empty(), "");

    public Metering {
        EnumMap<Meter, BigDecimal> used = new EnumMap<>(Meter.class);
        units.forEach((meter, count) -> {
            if (count.signum() < 0) {
                throw new IllegalArgumentException("negative " + meter.label() + ": " + count.toPlainString());
            }
            if (count.signum() > 0) {
                used.put(meter, count);
            }
        });
        units = Map.copyOf(used);
    }

    /** Units only. */
    public static Metering of(Map<Meter, BigDecimal> units) {
        return new Metering(units, Optional.empty(), "");
    }

    /** The same, handled in this way. */
    public Metering handledAs(ServiceTier tier) {
        return new Metering(units, Optional.of(tier), region);
    }
}
