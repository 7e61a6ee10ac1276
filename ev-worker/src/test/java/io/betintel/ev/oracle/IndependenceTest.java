package io.betintel.ev.oracle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class IndependenceTest {
  @Test
  void secondImplementationDependsOnNothingThatItJudges() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Test")
        .should()
        .dependOnClassesThat(not(resideInAnyPackage("java..", "io.betintel.ev.oracle")))
        .check(new ClassFileImporter().importPackages("io.betintel.ev.oracle"));
  }
}
