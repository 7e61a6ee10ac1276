package io.betintel.ev.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves.Moved;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.codec.EnumSubjects.Enumeration;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.PostgresConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DriftRulesTest {
  private List<String> build = List.of("unknown", "h2h", "player_steals");
  private final Map<String, Enumeration> registry = new TreeMap<>();
  private List<String> labels = List.of("h2h", "player_steals");
  private final List<CatalogueRow> rows = new ArrayList<>();
  private final Map<String, Set<String>> stored = new TreeMap<>();
  private final List<Heartbeat> workers = new ArrayList<>();
  private final Map<String, Long> cached = new TreeMap<>();
  private final Set<String> removed = new TreeSet<>();
  private final List<ReplicationSlot> slots = new ArrayList<>();
  private final Map<Subscriber, Set<String>> subscribers = new LinkedHashMap<>();

  DriftRulesTest() {
    registry.put("odds.events-value", new Enumeration(build, "unknown", null));
    rows.add(row("h2h", true, "free", null));
    rows.add(row("player_steals", false, "admin", null));
    stored.put("bets", Set.of("h2h"));
    workers.add(worker("w1", "1.0", 7, Set.of("h2h")));
    cached.put("h2h", 3L);
  }

  @Test
  void nothingDiffers() {
    assertThat(found()).isEmpty();
  }

  @Test
  void whatOnePlaceLacksIsNamedWithThePlace() {
    registry.put("audit-value", new Enumeration(List.of("unknown", "h2h"), "unknown", null));
    build = List.of("unknown", "h2h");
    labels = List.of("h2h");

    assertThat(found())
        .containsExactly(
            "build player_steals is missing in this build",
            "registry player_steals is missing in audit-value",
            "labels player_steals is missing in bet_type_enum (state no_label)");
  }

  @Test
  void aRowThatIsMissingIsTheCataloguesDrift() {
    rows.remove(1);

    assertThat(found())
        .containsExactly("catalogue player_steals is missing in bet_types (state no_row)");
  }

  @Test
  void aSpellingThatDiffersByCaseIsWrongWhereItIsAndMissingAsItShouldBe() {
    labels = List.of("h2h", "Player_Steals");

    assertThat(found())
        .containsExactly(
            "labels Player_Steals in bet_type_enum differs from player_steals only by case or"
                + " underscores",
            "labels player_steals is missing in bet_type_enum (state no_label)");
  }

  @Test
  void aNearDuplicateBesideTheRightOneIsNamedOnce() {
    labels = List.of("h2h", "player_steals", "playersteals");

    assertThat(found())
        .containsExactly(
            "labels playersteals in bet_type_enum differs from player_steals only by case or"
                + " underscores");
  }

  @Test
  void theDefaultIsUnknownEverywhere() {
    registry.put("odds.events-value", new Enumeration(build, "h2h", null));

    assertThat(found())
        .containsExactly("registry h2h is the default of the enum in odds.events-value");
  }

  @Test
  void aVersionThatDoesNotFollowTheOthersIsNamedWithTheRemedyThatWorks() {
    registry.put(
        "odds.events-value",
        new Enumeration(
            List.of("unknown", "h2h"), null, "version 4 does not follow version 3: ..."));

    assertThat(remedies())
        .containsExactly(
            "registry: odds.events-value has a stray: version 4 does not follow version 3: ...."
                + " Run ev-worker schemas repair --plan",
            "registry: player_steals is missing in odds.events-value. No producer can send it. Run"
                + " ev-worker schemas repair --plan");
  }

  @Test
  void aSubjectThatIsNotOursIsForItsProducerToMend() {
    registry.put(
        "audit-value",
        new Enumeration(List.of("unknown", "player_steals", "h2h"), "unknown", null));
    registry.put("old-value", new Enumeration(List.of("unknown", "h2h"), "unknown", null));

    assertThat(remedies())
        .containsExactly(
            "registry: audit-value has bet types in another order than odds.events-value: unknown,"
                + " player_steals, h2h. No ev-worker writes this subject, a producer registered it:"
                + " let it use the latest version of odds.events-value and"
                + " auto.register.schemas=false, then delete audit-value",
            "registry: player_steals is missing in old-value. No ev-worker writes this subject, a"
                + " producer registered it: let it use the latest version of odds.events-value and"
                + " auto.register.schemas=false, then delete old-value");
  }

  @Test
  void aRegistryWithoutTheEnumIsNamed() {
    registry.clear();

    assertThat(found()).containsExactly("registry BetType is missing in every subject");
  }

  @Test
  void storedRowsNeedLabelAndCatalogueAndTheRightSpelling() {
    stored.put("bet_history", Set.of("h2h", "H2H", "gone"));

    assertThat(found())
        .containsExactly(
            "rows H2H in bet_history differs from h2h only by case or underscores",
            "rows gone has rows in bet_history (state no_row)");
  }

  @Test
  void aLabelThatWasRemovedOnPurposeIsNotMissing() {
    labels = List.of("h2h");
    stored.put("bet_history", Set.of("player_steals"));
    assertThat(found()).hasSize(2);

    removed.add("player_steals");
    assertThat(found()).isEmpty();
  }

  @Test
  void cachedLinesOfATypeThatIsOffAreDriftAndAnEmptyListIsNot() {
    cached.put("player_steals", 2L);
    cached.put("long_gone", 0L);
    cached.put("H2h", 0L);

    assertThat(found())
        .containsExactly(
            "cache H2h in the cache differs from h2h only by case or underscores",
            "cache player_steals has 2 cached lines (state disabled)");
  }

  @Test
  void aWorkerBehindOrThatServesSomethingElseIsNamed() {
    workers.add(worker("w2", "1.0", 6, Set.of("h2h")));
    workers.add(worker("w3", "1.0", 7, Set.of("player_steals")));

    assertThat(found())
        .containsExactly(
            "workers w2 acts on catalogue version 6, the database has 7",
            "workers w3 does not serve h2h and serves player_steals");
  }

  @Test
  void cachedLinesOfARowThatIsNotUnderstoodExpireByThemselves() {
    rows.set(0, row("h2h", true, "free", "method is \"magic\""));
    workers.clear();

    assertThat(found())
        .containsExactly(
            "catalogue h2h has a row that this build does not understand (state"
                + " settings_not_understood): method is \"magic\"");
  }

  @Test
  void aRowThatOnlyANewerBuildUnderstandsIsOneFinding() {
    rows.set(1, row("player_steals", true, "admin", "method is \"magic\""));
    workers.clear();
    for (String id : List.of("w1", "w2", "w3")) {
      workers.add(worker(id, "1.1", 7, Set.of("h2h", "player_steals")));
    }

    assertThat(found())
        .containsExactly(
            "catalogue player_steals has a row that this build does not understand (state"
                + " settings_not_understood): method is \"magic\"");
  }

  @Test
  void twoBuildsAtOnceAreNamed() {
    workers.add(worker("w2", "1.1", 7, Set.of("h2h")));

    assertThat(found()).containsExactly("workers 1.0, 1.1 are builds that run at once");
  }

  @Test
  void aRoleOrSettingsThatThisBuildDoesNotKnowAreNamed() {
    rows.set(1, row("player_steals", false, "vip", "method is \"magic\""));

    assertThat(found())
        .containsExactly(
            "catalogue player_steals has a row that this build does not understand (state disabled):"
                + " method is \"magic\"",
            "roles player_steals is for the role vip, which this build does not know");
  }

  @Test
  void aSlotWithoutReaderIsNamedAndOneWithAReaderIsNot() {
    slots.add(new ReplicationSlot("analytics", true, false, 900));
    slots.add(new ReplicationSlot("old_capture", false, false, 900));
    slots.add(new ReplicationSlot("lost_one", false, true, 0));

    assertThat(found())
        .containsExactly(
            "subscribers lost_one is a replication slot whose WAL is lost",
            "subscribers old_capture is a replication slot without reader");
  }

  @Test
  void aLabelThatASubscriberLacksIsNamedWithTheCommandForIt() {
    subscribers.put(
        Subscriber.at(
            "jdbc:postgresql://there/copy?password=secret",
            new PostgresConfig("jdbc:postgresql://here/ev", "ev", "", 2)),
        Set.of("h2h", "of_its_own"));

    assertThat(remedies())
        .containsExactly(
            "subscribers: player_steals is no label of the subscriber"
                + " jdbc:postgresql://there/copy. It stops at the first row of player_steals."
                + " EV_POSTGRES_URL=jdbc:postgresql://there/copy ev-worker bet-types add"
                + " player_steals --label-only");
  }

  @Test
  void whatWasNotSeenIsNotComparedAndTheRestIs() {
    labels = List.of("h2h");

    assertThat(strings(new Observed(build, null, database(), null, Map.of())))
        .containsExactly("labels player_steals is missing in bet_type_enum (state no_label)");
    assertThat(strings(new Observed(build, registry, null, null, Map.of()))).isEmpty();
  }

  private List<String> found() {
    return strings(observed());
  }

  private List<String> remedies() {
    return DriftRules.compare(observed()).stream().map(Drift::toString).toList();
  }

  private Observed observed() {
    return new Observed(build, registry, database(), cached, subscribers);
  }

  private Observed.Database database() {
    SortedMap<BetType, CatalogueRow> byName = new TreeMap<>();
    rows.forEach(row -> byName.put(row.betType(), labelled(row)));
    return new Observed.Database(
        new StoredCatalogue(7, new TreeSet<>(labels), byName),
        stored,
        workers,
        new Replication(List.of(), slots),
        removed,
        List.of());
  }

  private static CatalogueRow row(String name, boolean enabled, String minRole, String complaint) {
    CatalogueEntry entry =
        new CatalogueEntry(
            new PricingTerms(new BetType(name), Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
            name,
            true,
            enabled,
            Role.ADMIN,
            complaint,
            1);
    return new CatalogueRow(entry, "over_under", minRole, "{}", 1, null, Instant.EPOCH);
  }

  private CatalogueRow labelled(CatalogueRow row) {
    CatalogueEntry entry = row.entry();
    return new CatalogueRow(
        new CatalogueEntry(
            entry.terms(),
            entry.title(),
            labels.contains(row.betType().symbol()),
            entry.enabled(),
            entry.minRole(),
            entry.complaint(),
            entry.enabledVersion()),
        row.shape(),
        row.minRole(),
        row.settings(),
        row.settingsVersion(),
        row.aliasOf(),
        row.addedAt());
  }

  private static Heartbeat worker(String id, String build, long version, Set<String> servable) {
    return new Heartbeat(
        id,
        build,
        "here",
        version,
        servable,
        new Moved(version, Set.of()),
        Instant.EPOCH,
        Duration.ZERO);
  }

  private static List<String> strings(Observed seen) {
    return DriftRules.compare(seen).stream()
        .map(drift -> drift.surface().label() + " " + drift.value() + " " + drift.what())
        .toList();
  }
}
