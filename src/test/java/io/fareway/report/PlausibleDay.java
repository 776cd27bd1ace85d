package io.fareway.report;

import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Requests as a day brings them: busy in office hours, some failing over, some unpriced, a batch job at night. */
final class PlausibleDay {

    private static final List<Offer> OFFERS = List.of(
            new Offer("groq", "llama-3.3-70b", 590_000, 790_000, 0.02, 180, 0.002),
            new Offer("fireworks", "llama-3.3-70b", 900_000, 900_000, 0.05, 320, 0.006),
            new Offer("together", "qwen3-235b", 200_000, 600_000, 0.12, 450, 0.009),
            new Offer("mistral", "mistral-small-3.2", 100_000, 300_000, 0.01, 240, 0.004),
            new Offer("deepseek", "deepseek-v3.2", 280_000, 420_000, 0.03, 900, 0.014));

    private static final Offer UNPRICED = new Offer("lab", "gpt-oss-120b", 0, 0, 0.01, 150, 0.005);
    private static final List<String> TASKS = List.of("", "", "summarise", "extract", "code", "translate", "chat");
    private static final List<String> TIERS = List.of("simple", "simple", "simple", "medium", "medium", "complex");
    private static final List<Fault> FAULTS = List.of(
            new Fault(500, "server error"),
            new Fault(429, "rate limited"),
            new Fault(0, "no connection within 2 s"),
            new Fault(200, "stream ended after 41 events"));

    private final LedgerRows ledger;
    private final LocalDate day;
    private final Random random;

    PlausibleDay(LedgerRows ledger, LocalDate day, long seed) {
        this.ledger = ledger;
        this.day = day;
        this.random = new Random(seed);
    }

    /** A deployment; prices in pico-dollars per token, latency as a base and a part per answer token, in ms. */
    private record Offer(
            String provider, String model, long in, long out, double failures, int base, double perToken) {}

    /** How an attempt fails. */
    private record Fault(int httpStatus, String message) {}

    void add(int requests) {
        for (int i = 0; i < requests; i++) {
            add("01jq" + String.format("%03d%05d", day.getDayOfYear(), i));
        }
    }

    private void add(String id) {
        boolean batch = random.nextDouble() < 0.15;
        int second = batch ? 7_200 + random.nextInt(5_400) : officeSecond();
        String receivedAt =
                day.atStartOfDay().plusSeconds(second).toInstant(ZoneOffset.UTC).toString();
        long in = Math.round(Math.exp(5.5 + random.nextGaussian()));
        long out = Math.round(Math.exp(5 + random.nextGaussian() * 0.8));
        List<AttemptRow> attempts = attempts(in, out);
        AttemptRow last = attempts.getLast();
        RequestRow request = new RequestRow(
                id,
                receivedAt,
                TIERS.get(random.nextInt(TIERS.size())),
                TASKS.get(random.nextInt(TASKS.size())),
                batch ? "nightly-classification" : "",
                last.outcome(),
                last.outcome().equals("answered")
                        ? OptionalLong.of(in * 2_500_000 + out * 10_000_000)
                        : OptionalLong.empty(),
                last.firstByte().orElse(0),
                attempts.stream().mapToLong(AttemptRow::duration).sum(),
                attempts);
        ledger.add(request);
    }

    private int officeSecond() {
        double hour = random.nextDouble() < 0.8 ? 13.5 + random.nextGaussian() * 3.2 : random.nextDouble() * 24;
        return (int) (Math.clamp(hour, 0, 23.999) * 3_600);
    }

    private List<AttemptRow> attempts(long in, long out) {
        List<AttemptRow> attempts = new ArrayList<>();
        for (int attempt = 0; attempt < 2; attempt++) {
            Offer offer = random.nextDouble() < 0.04 ? UNPRICED : OFFERS.get(skewed());
            if (random.nextDouble() >= offer.failures()) {
                attempts.add(answer(offer, in, out));
                return attempts;
            }
            Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            attempts.add(AttemptRow.failed(offer.provider(), offer.model(), 0, fault.httpStatus(), fault.message())
                    .atSimulatedProvider());
        }
        return attempts;
    }

    private int skewed() {
        return (int) (OFFERS.size() * Math.pow(random.nextDouble(), 1.7));
    }

    private AttemptRow answer(Offer offer, long in, long out) {
        long firstByte = Math.round(offer.base() * Math.exp(random.nextGaussian() * 0.4));
        long duration = firstByte + Math.round(out * offer.perToken() * 1_000 * (0.7 + random.nextDouble() * 0.6));
        OptionalLong cost =
                offer.in() == 0 ? OptionalLong.empty() : OptionalLong.of(in * offer.in() + out * offer.out());
        boolean cancelled = random.nextDouble() < 0.01;
        return new AttemptRow(
                offer.provider(),
                offer.model(),
                cancelled ? "cancelled" : "answered",
                200,
                "",
                true,
                random.nextDouble() < 0.03,
                in,
                out,
                cost,
                OptionalLong.of(firstByte),
                duration);
    }
}
