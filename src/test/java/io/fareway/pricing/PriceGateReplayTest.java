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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays the token price edits that LiteLLM's table saw in 17 months through the gate; see docs/prices.md. */
class PriceGateReplayTest {

    private static final Logger log = LoggerFactory.getLogger(PriceGateReplayTest.class);
    private static final Path FOLDER = Path.of(System.getProperty("fareway.shared", "../shared"), "data/prices");
    private static final Path EDITS = FOLDER.resolve("litellm_price_changes.csv");

    private final PriceGate gate = new PriceGate(new BigDecimal("3"));
    private RecordedTable table;

    @BeforeEach
    void readTable() throws IOException {
        assumeTrue(Files.exists(EDITS), "skipped: " + EDITS + " is not there");
        table = RecordedTable.read(FOLDER);
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
        assertThat(tally.honestHeld).hasSizeLessThanOrEqualTo(3);
        assertThat(tally.honestTaken).hasSizeGreaterThanOrEqualTo(376);
    }

    @Test
    void gate_stopsSlipsOfPriceVariantsToo() throws IOException {
        List<PriceEdit> edits = PriceEdit.readAll(EDITS);

        Tally tally = replay(edits);

        log.info("with variants such as batches and long prompts: {}", tally);
        assertThat(tally.slipsTaken).isEmpty();
        assertThat(tally.slipsHeld).hasSizeGreaterThanOrEqualTo(294);
        assertThat(tally.honestHeld).hasSizeLessThanOrEqualTo(6);
        assertThat(tally.honestTaken).hasSizeGreaterThanOrEqualTo(414);
    }

    @ParameterizedTest
    @CsvSource({"10,225", "0.1,328", "1000,379", "0.001,379", "1000000,379", "0.000001,379"})
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

    @ParameterizedTest
    @ValueSource(strings = {"4", "5", "8", "0.25", "0.2", "0.125", "10", "0.1"})
    void gate_stopsEveryFigureThatSlipsAlone(String slip) throws IOException {
        BigDecimal by = new BigDecimal(slip);
        List<PriceEdit> slipped = PriceEdit.readAll(EDITS).stream()
                .filter(edit -> edit.variant().isEmpty() && edit.newUsd().signum() > 0)
                .map(edit -> edit.slippedAfterwards(by))
                .toList();

        List<PriceEdit> passed = slipped.stream()
                .filter(edit -> held(List.of(edit), table.after(edit)).findAny().isEmpty())
                .toList();

        log.info("one figure alone slips by {}: {} of {} taken", slip, passed.size(), slipped.size());
        assertThat(slipped).hasSizeGreaterThan(600);
        assertThat(passed).isEmpty();
    }

    private Tally replay(List<PriceEdit> edits) {
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

    private List<PriceEdit> held(List<PriceEdit> edits) {
        return edits.stream().collect(Collectors.groupingBy(PriceEdit::moment)).values().stream()
                .flatMap(this::heldOf)
                .toList();
    }

    private Stream<PriceEdit> heldOf(List<PriceEdit> together) {
        return held(together, table.before(together.getFirst()));
    }

    /** Those that the gate holds when the entry had these figures before. */
    private Stream<PriceEdit> held(List<PriceEdit> together, Map<TokenClass, BigDecimal> entryBefore) {
        Map<TokenClass, BigDecimal> before = new EnumMap<>(entryBefore);
        Map<TokenClass, BigDecimal> after = table.after(together.getFirst());
        together.forEach(edit -> {
            before.put(edit.tokenClass(), edit.oldUsd());
            after.put(edit.tokenClass(), edit.newUsd());
        });
        FeedEntry feed = new FeedEntry(after, Map.of());
        List<TokenClass> quarantined =
                gate.judge(together.getFirst().entry(), before, feed, FeedAgreement.NONE).stream()
                        .filter(change -> !change.isTaken())
                        .map(PriceChange::tokenClass)
                        .toList();
        return together.stream().filter(edit -> quarantined.contains(edit.tokenClass()));
    }
}
