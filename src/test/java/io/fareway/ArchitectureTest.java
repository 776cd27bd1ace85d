package io.fareway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;

/** Data flows one way: a package may import those to its right, never the reverse. */
@AnalyzeClasses(packages = "io.fareway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> LEFT_TO_RIGHT = List.of(
            "operations",
            "batch",
            "evaluation",
            "api",
            "admission",
            "routing",
            "provider",
            "pricing",
            "ledger",
            "report",
            "dialect",
            "command",
            "model");

    @ArchTest
    static void packages_importOnlyThoseToTheirRight(com.tngtech.archunit.core.domain.JavaClasses classes) {
        for (int i = 0; i < LEFT_TO_RIGHT.size(); i++) {
            String[] left = LEFT_TO_RIGHT.subList(0, i).stream()
                    .map(name -> "io.fareway." + name + "..")
                    .toArray(String[]::new);
            if (left.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("io.fareway." + LEFT_TO_RIGHT.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(left)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static final ArchRule demo_knowsOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("io.fareway.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LEFT_TO_RIGHT.stream()
                    .filter(name -> !name.equals("model"))
                    .map(name -> "io.fareway." + name + "..")
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule nobody_knowsTheDemo = noClasses()
            .that()
            .resideOutsideOfPackage("io.fareway.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fareway.demo..");

    @ArchTest
    static final ArchRule model_isFreeOfCamelAndSpring = noClasses()
            .that()
            .resideInAPackage("io.fareway.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..");

    @ArchTest
    static final ArchRule time_isInjected = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule fields_areNotInjected = noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule everyClass_livesInAKnownPackage = classes()
            .should()
            .resideInAnyPackage(java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("io.fareway", "io.fareway.demo.."),
                            LEFT_TO_RIGHT.stream().map(name -> "io.fareway." + name + ".."))
                    .toArray(String[]::new));
}
