package io.betintel.ev;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.betintel.ev.worker.Configuration;
import io.betintel.ev.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data's path is the package path: who may import whom. */
class PackageArrowsTest {
  private static final String ROOT = "io.betintel.ev";
  private static final String EVERYTHING = "everything";

  /** A package, and those that it may import besides itself and {@code ops}. */
  private static final String ARROWS =
      """
      ops:
      odds:
      bettype: odds
      catalogue: odds bettype
      admission: odds catalogue
      market: odds bettype
      pricing: odds bettype market priced
      priced: odds bettype
      ladder: bettype pricing
      value: odds bettype market pricing priced ladder
      schemas: avro
      avro:
      migrations:
      codec: odds bettype priced schemas avro
      stream: odds bettype catalogue admission market priced value codec consume
      consume:
      parking: odds catalogue codec consume
      promo: odds
      linejson: odds bettype priced
      cache: odds linejson
      sink: odds bettype catalogue priced codec linejson cache consume
      feed: odds codec
      backtest: odds bettype market priced value feed
      fit: odds bettype market pricing ladder feed
      api: odds bettype catalogue promo linejson cache
      status: odds bettype catalogue cache codec restructure
      rollout: odds bettype catalogue codec schemas migrations restructure
      restructure: odds bettype catalogue migrations
      rehearse: catalogue migrations
      drift: odds bettype catalogue cache codec schemas restructure
      audit: odds bettype catalogue priced codec linejson cache
      rename: odds bettype catalogue codec parking
      worker: everything
      cli: everything
      """;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @MethodSource("packages")
  void importsFollowTheArrows(String name) {
    List<String> allowed = arrows().get(name);
    if (allowed.contains(EVERYTHING)) {
      return;
    }
    String[] reachable =
        Stream.concat(Stream.of(name, "ops"), allowed.stream())
            .map(PackageArrowsTest::inside)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(inside(name))
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(reachable)))));
  }

  @Test
  void everyPackageHasItsArrows() {
    assertThat(CLASSES)
        .extracting(JavaClass::getPackageName)
        .filteredOn(name -> !name.equals(ROOT))
        .extracting(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
        .isSubsetOf(arrows().keySet());
  }

  /** Only what composes a package's wings imports them: {@code worker} and {@code cli}. */
  @Test
  void packageImportsNoneOfItsWingsAndNoWingImportsAnother() {
    assertThat(CLASSES)
        .filteredOn(type -> !mayImportEverything(type))
        .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
        .filteredOn(
            arrow ->
                room(arrow.getOriginClass()).equals(room(arrow.getTargetClass()))
                    && !wing(arrow.getTargetClass()).isEmpty()
                    && !wing(arrow.getTargetClass()).equals(wing(arrow.getOriginClass())))
        .isEmpty();
  }

  @Test
  void streamSinksAndTheReadSideMeetInTopicsAndTablesOnly() {
    List<String> apart = List.of("stream", "sink", "api");
    for (String name : apart) {
      assertThat(arrows().get(name)).as(name).doesNotContainAnyElementsOf(apart);
    }
  }

  @Test
  void noPackageImportsTheRoot() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT));
  }

  @Test
  void onlyTheCodecSeesAvroAndTheRegistry() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(inside("codec"), inside("schemas"), inside("avro"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inside("avro"), "org.apache.avro.."));
    check(
        noClasses()
            .that()
            // Commands and the composition root open and close the registry's client.
            .resideOutsideOfPackages(inside("codec"), inside("cli"), inside("worker"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.confluent.."));
  }

  @Test
  void theTradeKnowsNoKafkaAndNoServers() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                inside("odds"),
                inside("bettype"),
                inside("admission"),
                inside("market"),
                inside("pricing"),
                inside("ladder"),
                inside("value"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.kafka..",
                "java.sql..",
                "com.zaxxer..",
                "redis.clients..",
                "io.javalin..",
                "java.net..",
                "java.nio.file.."));
  }

  @Test
  void theTradesWordsNeedNothingButTheJdk() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(inside("odds"), inside("bettype"))
            .should()
            .dependOnClassesThat(
                not(resideInAnyPackage(inside("odds"), inside("bettype"), "java.."))));
  }

  @Test
  void opsKnowsNoKafkaAndNoRedis() {
    check(
        noClasses()
            .that()
            .resideInAPackage(inside("ops"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "redis.clients.."));
  }

  @Test
  void theStreamWritesNoDatabase() {
    check(
        noClasses()
            .that()
            .resideInAPackage(inside("stream"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "com.zaxxer..", "redis.clients.."));
  }

  @Test
  void theWorkerKnowsNoCommandsAndCommandsOnlyItsFront() {
    check(
        noClasses()
            .that()
            .resideInAPackage(inside("worker"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(inside("cli")));
    check(
        noClasses()
            .that()
            .resideInAPackage(inside("cli"))
            .should()
            .dependOnClassesThat(
                resideInAPackage(inside("worker"))
                    .and(not(belongToAnyOf(Worker.class, Configuration.class)))));
  }

  @Test
  void groupsOfCommandsGoInNoCircle() {
    slices().matching(ROOT + ".cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli"));
  }

  private static boolean mayImportEverything(JavaClass type) {
    return List.of(EVERYTHING).equals(arrows().get(room(type)));
  }

  /** The first part of a class's package below the root; empty for the root and other libraries. */
  private static String room(JavaClass type) {
    return part(type, 0);
  }

  /** The second part; empty for a class of the room itself. */
  private static String wing(JavaClass type) {
    return part(type, 1);
  }

  private static String part(JavaClass type, int index) {
    String name = type.getPackageName();
    String[] parts =
        name.startsWith(ROOT + ".")
            ? name.substring(ROOT.length() + 1).split("\\.")
            : new String[0];
    return index < parts.length ? parts[index] : "";
  }

  private static Stream<String> packages() {
    return arrows().keySet().stream();
  }

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new TreeMap<>();
    ARROWS
        .lines()
        .map(line -> line.split(":", 2))
        .forEach(
            row ->
                arrows.put(
                    row[0],
                    Stream.of(row[1].strip().split(" ")).filter(to -> !to.isEmpty()).toList()));
    return arrows;
  }

  private static String inside(String name) {
    return ROOT + "." + name + "..";
  }

  /** Packages of the path that do not exist yet break no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
