package io.fareway.pricing.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Settings;
import io.fareway.model.TokenClass;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.report.LedgerSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks at the settings, the prices and the last 30 days for what no longer holds. */
@Component
public class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final String USE =
            """
            select tier, deployment, outcome, sum(attempts) as calls, cast(sum(cost_pico_usd) as bigint) as cost, %s
              from attempt_hour where hour >= :from group by tier, deployment, outcome
            """
                    .formatted(Stream.of(TokenClass.values())
                            .map(Audit::column)
                            .map(column -> "cast(sum(" + column + ") as bigint) as " + column)
                            .collect(Collectors.joining(", ")));

    private static final String BEGINNING = "select hour from attempt_hour order by hour limit 1";

    private final Supplier<Settings> settings;
    private final PriceBook prices;
    private final CostCalculator costs;
    private final List<AuditRule> rules;
    private final LedgerSnapshot ledger;
    private final JdbcClient database;
    private final Clock clock;

    Audit(
            Supplier<Settings> settings,
            PriceBook prices,
            CostCalculator costs,
            List<AuditRule> rules,
            LedgerSnapshot ledger,
            JdbcClient database,
            Clock clock) {
        this.settings = settings;
        this.prices = prices;
        this.costs = costs;
        this.rules = List.copyOf(rules);
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
    }

    /** What does not hold now. */
    List<Finding> findings() {
        AuditFacts facts = ledger.read(this::facts);
        return rules.stream().flatMap(rule -> rule.look(facts).stream()).toList();
    }

    /** The findings as JSON. */
    public String answer() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("at", clock.instant().toString());
        root.put("days", AuditFacts.PERIOD.toDays());
        ArrayNode array = root.putArray("findings");
        findings().forEach(finding -> array.addObject()
                .put("kind", finding.kind())
                .put("subject", finding.subject())
                .put("finding", finding.text())
                .put("advice", finding.advice()));
        return root.toPrettyString();
    }

    /** Keeps the findings for the weekly report, and logs them. */
    public void keep() {
        long now = clock.millis();
        List<Finding> found = findings();
        for (int i = 0; i < found.size(); i++) {
            Finding finding = found.get(i);
            LOG.warn("audit: {} {}", finding.text(), finding.advice());
            database.sql(
                            """
                            insert into audit_finding (found_at, number, kind, subject, finding, advice)
                            values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                    .params(now, i + 1, finding.kind(), finding.subject(), finding.text(), finding.advice())
                    .update();
        }
        // last: the report reads the findings of the latest run, which are then all there, or none
        database.sql("insert into audit_run (found_at) values (?) on conflict do nothing")
                .param(now)
                .update();
    }

    private AuditFacts facts(JdbcClient jdbc) {
        Instant now = clock.instant();
        Instant from = now.minus(AuditFacts.PERIOD);
        Map<String, Map<String, DeploymentUse>> use = new HashMap<>();
        jdbc.sql(USE).param("from", from.toEpochMilli()).query(row -> {
            add(
                    use.computeIfAbsent(row.getString("tier"), added -> new HashMap<>())
                            .computeIfAbsent(row.getString("deployment"), added -> new DeploymentUse()),
                    row);
        });
        boolean complete = jdbc.sql(BEGINNING)
                .query(Long.class)
                .optional()
                .filter(first -> first <= from.toEpochMilli())
                .isPresent();
        return new AuditFacts(settings.get(), prices, costs, use, complete, now);
    }

    private static void add(DeploymentUse use, ResultSet row) throws SQLException {
        long calls = row.getLong("calls");
        switch (row.getString("outcome")) {
            case "answered" -> use.answers(calls, tokens(row));
            case "failed", "uncertain" -> use.failures(calls, row.getLong("cost"));
            default -> use.others(calls);
        }
    }

    private static Map<TokenClass, Long> tokens(ResultSet row) throws SQLException {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : TokenClass.values()) {
            tokens.put(tokenClass, row.getLong(column(tokenClass)));
        }
        return tokens;
    }

    private static String column(TokenClass tokenClass) {
        return tokenClass.label() + "_tokens";
    }
}
