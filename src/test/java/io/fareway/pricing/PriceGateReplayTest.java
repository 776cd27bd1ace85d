package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays the token price edits that LiteLLM's table saw in 17 months through the gate; see docs/prices.md. */
class PriceGateReplayTest {

    private static final Logger log = LoggerFactory.getLogger(PriceGateReplayTest.class);
    private static final Path EDITS =
            Path.of(System.getProperty("fareway.shared", "../shared"), "data/prices/litellm_price_changes.csv");

    @BeforeEach
    void requireEdits() {
        assumeTrue(Files.exists(EDITS), "skipped: " + EDITS + " is not there");
    }

    @Test
    void gate_stopsSlipsAndLetsHonestChangesPass() throws IOException {
        List<PriceEdit> edits = PriceEdit.readAll(EDITS).stream()
                .filter(edit -> edit.variant().isEmpty())
                .toList();

        Tally tally = replay(edits);

        log.info("prices that the feed reads: {}", tally);
        tally.honestHeld.forEach(edit -> log.info("honest but held: {}", edit));
        assertThat(tally.slipsTaken).isEmpty();
        assertThat(tally.slipsHeld).hasSizeGreaterThanOrEqualTo(277);
        assertThat(tally.honestHeld).hasSizeLessThanOrEqualTo(7);
        assertThat(tally.honestTaken).hasSizeGreaterThanOrEqualTo(372);
    }

    @Test
    void gate_stopsSlipsOfPriceVariantsToo() throws IOException {
        List<PriceEdit> edits = PriceEdit.readAll(EDITS);

        Tally tally = replay(edits);

        log.info("with variants such as batches and long prompts: {}", tally);
        assertThat(tally.slipsTaken).isEmpty();
        assertThat(tally.slipsHeld).hasSizeGreaterThanOrEqualTo(294);
        assertThat(tally.honestHeld).hasSizeLessThanOrEqualTo(11);
        assertThat(tally.honestTaken).hasSizeGreaterThanOrEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({"10,225", "0.1,323", "1000,379", "0.001,379", "1000000,379", "0.000001,379"})
    void gate_stopsHonestChangesThatSlippedOnTheWay(String slip, int measured) throws IOException {
        List<PriceEdit> edits = PriceEdit.readAll(EDITS);
        List<PriceEdit> slipped = edits.stream()
                .filter(edit -> edit.variant().isEmpty() && !edit.involvesZero() && !edit.isSlip(edits))
                .map(edit -> edit.withNewUsd(edit.newUsd().multiply(new BigDecimal(slip))))
                .toList();

        List<PriceEdit> held = held(slipped);

        log.info("slipped by {}: {} of {} held", slip, held.size(), slipped.size());
        assertThat(held).hasSizeGreaterThanOrEqualTo(measured);
    }

    private static Tally replay(List<PriceEdit> edits) {
        Set<PriceEdit> held = Set.copyOf(held(edits));
        Tally tally = new Tally(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (PriceEdit edit : edits) {
            if (edit.involvesZero()) {
                tally.withZero.add(edit);
            } else if (edit.isSlip(edits)) {
                (held.contains(edit) ? tally.slipsHeld : tally.slipsTaken).add(edit);
            } else {
                (held.contains(edit) ? tally.honestHeld : tally.honestTaken).add(edit);
            }
        }
        return tally;
    }

    /** Edits by what they were and what the gate did. */
    private record Tally(
            List<PriceEdit> slipsHeld,
            List<PriceEdit> slipsTaken,
            List<PriceEdit> honestHeld,
            List<PriceEdit> honestTaken,
            List<PriceEdit> withZero) {

        @Override
        public String toString() {
            return "slips held %d, taken %d; honest held %d, taken %d; from or to zero %d"
                    .formatted(
                            slipsHeld.size(),
                            slipsTaken.size(),
                            honestHeld.size(),
                            honestTaken.size(),
                            withZero.size());
        }
    }

    private static List<PriceEdit> held(List<PriceEdit> edits) {
        PriceGate gate = new PriceGate(new BigDecimal("3"));
        List<PriceEdit> held = new ArrayList<>();
        edits.stream()
                .collect(Collectors.groupingBy(PriceEdit::moment))
                .values()
                .forEach(together -> held.addAll(held(gate, together)));
        return held;
    }

    private static List<PriceEdit> held(PriceGate gate, List<PriceEdit> together) {
        Map<TokenClass, BigDecimal> before = new EnumMap<>(TokenClass.class);
        Map<TokenClass, BigDecimal> after = new EnumMap<>(TokenClass.class);
        together.forEach(edit -> {
            before.put(edit.tokenClass(), edit.oldUsd());
            after.put(edit.tokenClass(), edit.newUsd());
        });
        List<TokenClass> quarantined =
                gate.judge(together.getFirst().model(), before, new FeedEntry(after, Map.of())).stream()
                        .filter(change -> !change.isTaken())
                        .map(PriceChange::tokenClass)
                        .toList();
        return together.stream()
                .filter(edit -> quarantined.contains(edit.tokenClass()))
                .toList();
    }
}
