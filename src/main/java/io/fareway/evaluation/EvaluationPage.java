package io.fareway.evaluation;

import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** A run as one self-contained page for people. The template is {@code templates/evaluation.html}. */
final class EvaluationPage {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    EvaluationPage() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(templates);
    }

    /**
     * What the page tells of a deployment besides its row.
     *
     * @param checks share by kind of check
     * @param problems one line each
     * @param change since the earlier run; empty without one
     */
    record Details(String deployment, Map<String, String> checks, List<String> problems, String change) {}

    void write(Evaluation evaluation, Optional<EarlierRun> earlier, Writer out) {
        Map<String, Object> variables = Map.of(
                "title",
                "Evaluation of " + evaluation.set(),
                "when",
                MINUTE.format(evaluation.at()) + ", " + evaluation.prompts() + " prompts, " + evaluation.repeats()
                        + " × to each deployment, " + evaluation.atOnce() + " at once",
                "simulated",
                evaluation.deployments().stream().anyMatch(DeploymentFigures::simulated),
                "headings",
                EvaluationTable.HEADINGS.stream()
                        .map(lines -> String.join(" ", lines).strip())
                        .toList(),
                "rows",
                evaluation.deployments().stream().map(EvaluationTable::cells).toList(),
                "details",
                evaluation.deployments().stream()
                        .map(figures -> details(figures, earlier))
                        .toList(),
                "earlier",
                earlier.map(EarlierRun::at).orElse(""));
        engine.process("evaluation", new Context(Locale.ENGLISH, variables), out);
    }

    private static Details details(DeploymentFigures figures, Optional<EarlierRun> earlier) {
        Map<String, String> checks = new LinkedHashMap<>();
        figures.byCheck().forEach((label, share) -> checks.put(label, Figures.share(Optional.of(share))));
        return new Details(
                figures.deployment(),
                checks,
                EvaluationTable.problems(figures),
                earlier.map(run -> EvaluationTable.changeOf(figures, run)).orElse(""));
    }
}
