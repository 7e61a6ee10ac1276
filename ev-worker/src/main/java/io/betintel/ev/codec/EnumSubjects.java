package io.betintel.ev.codec;

import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.ev.schemas.SchemaChange;
import io.betintel.ev.schemas.SchemaDiff;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The subjects of the registry whose latest version has the enum of bet types. */
public final class EnumSubjects {
  private static final String NAME = "BetType";
  private static final int NOT_FOUND = 404;
  private static final String OPEN = "NONE";

  private final SchemaRegistryClient registry;

  public EnumSubjects(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  /**
   * The enum in one subject.
   *
   * @param symbols in the order of the schema, with the default
   * @param enumDefault null if it has none
   * @param stray why the latest version does not follow the others, and whom that breaks; null if
   *     it does, and for every subject but that of odds events
   */
  public record Enumeration(List<String> symbols, String enumDefault, String stray) {
    public Enumeration {
      symbols = List.copyOf(symbols);
    }
  }

  /**
   * The enums by subject. It makes two requests for each subject of the registry, also for those of
   * other applications.
   *
   * @throws IOException if the registry does not answer or refuses
   */
  public SortedMap<String, Enumeration> read() throws IOException {
    SortedMap<String, Enumeration> found = new TreeMap<>();
    try {
      for (String subject : registry.getAllSubjects()) {
        Schema schema = carrier(subject);
        String stray = subject.equals(Topics.ODDS_EVENTS_SUBJECT) ? stray() : null;
        if (schema != null && stray != null) {
          found.put(subject, new Enumeration(BetTypeSymbols.ofAnyName(schema), null, stray));
          continue;
        }
        List<String> symbols = schema == null ? List.of() : BetTypeSymbols.of(schema);
        if (!symbols.isEmpty()) {
          found.put(subject, new Enumeration(symbols, BetTypeSymbols.defaultOf(schema), null));
        }
      }
      return found;
    } catch (RestClientException e) {
      throw new IOException("it answers HTTP " + e.getStatus() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Which of the subjects that this program writes refuse nothing: somebody set their level to
   * NONE. One without a level of its own is not among them.
   *
   * @throws IOException if the registry does not answer or refuses
   */
  public List<String> unguarded() throws IOException {
    List<String> open = new ArrayList<>();
    for (String subject : List.of(Topics.ODDS_EVENTS_SUBJECT, Topics.LINES_SUBJECT)) {
      try {
        if (registry.getCompatibility(subject).equals(OPEN)) {
          open.add(subject);
        }
      } catch (RestClientException e) {
        if (e.getStatus() != NOT_FOUND) {
          throw new IOException("it answers HTTP " + e.getStatus() + ": " + e.getMessage(), e);
        }
      }
    }
    return open;
  }

  /** Null if the latest version follows the others. */
  private String stray() throws IOException, RestClientException {
    Contract contract = Contract.oddsEvent();
    SubjectHistory history =
        new SchemaRegistrar(registry)
            .repair(Topics.ODDS_EVENTS_SUBJECT, contract, List.of())
            .history();
    return history.latestStray().map(stray -> describe(contract, history, stray)).orElse(null);
  }

  private static String describe(
      Contract contract, SubjectHistory history, SubjectHistory.Stray stray) {
    Schema before = history.newest().map(Release::schema).orElse(contract.current());
    List<String> breaking =
        SchemaDiff.between(before, stray.release().schema()).stream()
            .filter(SchemaChange::breaking)
            .map(SchemaChange::toString)
            .toList();
    return "version "
        + stray.release().version()
        + " does not follow "
        + history.newest().map(newest -> "version " + newest.version()).orElse("this build")
        + ": "
        + (breaking.isEmpty() ? stray.violations().get(0).what() : String.join("; ", breaking));
  }

  /** Null if it cannot have the enum, or was deleted meanwhile. */
  private Schema carrier(String subject) throws IOException, RestClientException {
    try {
      // Not getLatestSchemaMetadata: the client caches that for a minute.
      int newest = Collections.max(registry.getAllVersions(subject));
      SchemaMetadata latest = registry.getSchemaMetadata(subject, newest);
      if (!AvroSchema.TYPE.equals(latest.getSchemaType())
          || (!latest.getSchema().contains(NAME) && latest.getReferences().isEmpty())) {
        return null;
      }
      return registry.getSchemaBySubjectAndId(subject, latest.getId()) instanceof AvroSchema avro
          ? avro.rawSchema()
          : null;
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }
}
