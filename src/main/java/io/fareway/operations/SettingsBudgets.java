package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.model.Caller;
import io.fareway.model.Callers;
import io.fareway.model.NearestName;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads {@code budgets.yaml}, checks the names in it, and makes budgets of it. */
final class SettingsBudgets {

    private final YamlFile file;
    private final SettingsSources sources;
    private final Set<String> callers;
    private final Set<String> teams;
    private final SettingsProblems problems;

    SettingsBudgets(YamlFile file, SettingsSources sources, Callers callers, SettingsProblems problems) {
        this.file = file;
        this.sources = sources;
        this.callers = names(callers, Caller::name);
        this.teams = names(callers, Caller::team);
        this.problems = problems;
    }

    private static Set<String> names(Callers callers, Function<Caller, String> name) {
        return callers.all().stream().map(name).filter(any -> !any.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    /** Reports what is wrong besides the shape: unknown zones and names, and a restraint that would restrain nobody. */
    void check() {
        checkZone();
        file.section("budgets").properties().forEach(entry -> {
            JsonPointer at = YamlFile.at("budgets", entry.getKey());
            JsonNode of = entry.getValue().path("of");
            JsonPointer ofAt = at.appendProperty("of");
            known("tier", of.path("tier").asText(), sources.tierNames(), ofAt.appendProperty("tier"));
            known("provider", of.path("provider").asText(), sources.providerNames(), ofAt.appendProperty("provider"));
            known("caller", of.path("caller").asText(), callers, ofAt.appendProperty("caller"));
            known("team", of.path("team").asText(), teams, ofAt.appendProperty("team"));
            JsonPointer restrainAt = at.appendProperty("restrain");
            checkRestraint(entry.getValue().path("restrain"), restrainAt);
            if (of.has("provider") && entry.getValue().has("restrain")) {
                problems.add(
                        file,
                        restrainAt,
                        "a provider's budget restrains nobody: once it is used up, the provider is left out; remove"
                                + " \"restrain\"");
            }
        });
    }

    private void checkZone() {
        try {
            zone();
        } catch (DateTimeException e) {
            problems.add(
                    file,
                    YamlFile.at("zone"),
                    "unknown time zone \"" + file.section("zone").asText() + "\": write it as in Europe/Berlin");
        }
    }

    private void checkRestraint(JsonNode restraint, JsonPointer at) {
        JsonPointer cheaperAt = at.appendProperty("cheaper");
        restraint.path("cheaper").properties().forEach(pair -> {
            JsonPointer pairAt = cheaperAt.appendProperty(pair.getKey());
            known("tier", pair.getKey(), sources.tierNames(), pairAt);
            known("tier", pair.getValue().asText(), sources.tierNames(), pairAt);
        });
        Set<String> callersAndTeams =
                Stream.of(callers, teams).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        JsonPointer premiumAt = at.appendProperty("premium");
        for (int i = 0; i < restraint.path("premium").size(); i++) {
            known(
                    "caller or team",
                    restraint.path("premium").path(i).asText(),
                    callersAndTeams,
                    premiumAt.appendIndex(i));
        }
        boolean cheaper = restraint.path("then").asText().equals("cheaper-tier");
        if (cheaper && restraint.path("cheaper").isEmpty()) {
            problems.add(file, at, "\"cheaper-tier\" needs \"cheaper\": name the tier that answers instead, by tier");
        }
    }

    private void known(String kind, String name, Set<String> names, JsonPointer at) {
        if (!name.isEmpty() && !name.equals(Budget.EACH) && !names.contains(name)) {
            problems.add(
                    file,
                    at,
                    "unknown " + kind + " \"" + name + "\"" + NearestName.hint(name, names) + ": correct the name");
        }
    }

    /** The budgets of a file that has passed every check. */
    Budgets budgets() {
        return new Budgets(
                zone(),
                file.section("answer-tokens").asInt(Budgets.NONE.answerTokens()),
                file.section("budgets").properties().stream()
                        .map(entry -> budget(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private ZoneId zone() {
        String zone = file.section("zone").asText();
        return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    }

    private static Budget budget(String name, JsonNode entry) {
        Optional<Map.Entry<String, JsonNode>> of =
                entry.path("of").properties().stream().findFirst();
        return new Budget(
                name,
                of.map(pair -> Budget.Scope.valueOf(pair.getKey().toUpperCase(Locale.ROOT)))
                        .orElse(Budget.Scope.TOTAL),
                of.map(pair -> pair.getValue().asText()).orElse(""),
                Budget.Period.valueOf(entry.path("per").asText().toUpperCase(Locale.ROOT)),
                new BigDecimal(entry.path("usd").asText()),
                StreamSupport.stream(entry.path("warn-at").spliterator(), false)
                        .map(JsonNode::asInt)
                        .sorted()
                        .toList(),
                restraint(entry.path("restrain")));
    }

    private static Optional<Budget.Restraint> restraint(JsonNode entry) {
        if (entry.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, String> cheaper = new LinkedHashMap<>();
        entry.path("cheaper")
                .properties()
                .forEach(pair -> cheaper.put(pair.getKey(), pair.getValue().asText()));
        return Optional.of(new Budget.Restraint(
                entry.path("from-percent").asInt(),
                Budget.Treatment.valueOf(
                        entry.path("then").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
                new LinkedHashSet<>(texts(entry.path("premium"))),
                cheaper));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
