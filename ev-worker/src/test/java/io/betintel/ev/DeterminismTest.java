package io.betintel.ev;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The same events give the same bytes, on every machine and at any time. */
class DeterminismTest {
  private static final String ROOT = "io.betintel.ev";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void priceAndValueReadNoClock() {
    check(
        pure()
            .should()
            .callMethodWhere(
                calls("java.lang.System", "currentTimeMillis|nanoTime")
                    .or(calls("java.time.(Instant|.*Date|.*Time|Year.*|Clock)", "now|system.*"))));
    check(pure().should().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock"));
  }

  @Test
  void priceAndValueThrowNoDice() {
    check(
        pure()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class));
    check(pure().should().callMethod(UUID.class, "randomUUID"));
    check(pure().should().callMethod(Math.class, "random"));
  }

  /** {@code Math} may differ in the last bit from one JVM to another: StrictMath may not. */
  @Test
  void priceAndValueUseStrictMath() {
    check(
        pure()
            .should()
            .callMethodWhere(
                calls(
                    "java.lang.Math",
                    "pow|exp|expm1|log|log10|log1p|cbrt|hypot|a?(sin|cos|tan)|(sin|cos|tan)h|"
                        + "atan2")));
  }

  /** Streams' stream time advances before admission and is per task. */
  @Test
  void noClassReadsStreamTime() {
    check(noClasses().should().callMethodWhere(calls(".*", "currentStreamTimeMs")));
  }

  /** And the failpoint, which plays a SIGKILL and is off unless a test asks for it. */
  @Test
  void onlyTheEntryEndsTheProcess() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".EvWorker")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".ops.Failpoint")
            .should()
            .callMethodWhere(calls("java.lang.(System|Runtime)", "exit|halt")));
  }

  @Test
  void onlyCommandsReadTheEnvironment() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .callMethodWhere(calls("java.lang.System", "getenv")));
  }

  private static GivenClassesConjunction pure() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".odds..",
            ROOT + ".admission..",
            ROOT + ".market..",
            ROOT + ".pricing..",
            ROOT + ".value..",
            ROOT + ".backtest..");
  }

  private static DescribedPredicate<JavaCall<?>> calls(String owner, String method) {
    DescribedPredicate<HasName> ownerName = nameMatching(owner);
    DescribedPredicate<JavaClass> ownerClass = ownerName.forSubtype();
    return target(nameMatching(method)).and(target(owner(ownerClass)));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
