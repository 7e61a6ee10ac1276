package io.betintel.ev.codec;

import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.ev.schemas.SchemaChange;
import io.betintel.ev.schemas.SchemaDiff;
import io.betintel.ev.schemas.SchemaGate;
import io.betintel.ev.schemas.Violation;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Registers a build's schemas: self-contained, to the letter, and only what the gate accepts
 * against every version in the registry. Two registrars at once can conflict: run one per
 * installation, as with migrations.
 */
public final class SchemaRegistrar {
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int NO_LEVEL_OF_ITS_OWN = 40408;

  /** Apicurio's answer for a subject without a level of its own; Confluent's is 40408. */
  private static final String NO_LEVEL = "NONE";

  /** Catches foreign writers that change a type or drop a field; the enum's rule is the gate's. */
  private static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private static final String LATEST_ONLY = "FULL";
  private static final int INCOMPATIBLE = 409;

  private static final int ATTEMPTS = 5;

  private final SchemaRegistryClient client;

  public SchemaRegistrar(SchemaRegistryClient client) {
    this.client = client;
  }

  /**
   * @param dryRun whether to change nothing and report what would be done
   * @throws IOException if the registry cannot be reached
   * @throws RestClientException if it refuses
   */
  public Registration register(String subject, Contract contract, boolean dryRun)
      throws IOException, RestClientException {
    RegistrationPlan plan = RegistrationPlan.of(contract, history(subject, contract));
    return switch (plan.step()) {
      case REFUSE -> new Registration(subject, Outcome.REFUSED, 0, 0, plan.violations());
      case PRESENT -> found(subject, Outcome.PRESENT, plan.version());
      case CONTAINED -> found(subject, Outcome.CONTAINED, plan.version());
      case REGISTER ->
          dryRun
              ? new Registration(subject, Outcome.WOULD_REGISTER, 0, 0, List.of())
              : registered(subject, Outcome.REGISTERED, plan.schema());
      case REGISTER_UNION ->
          dryRun
              ? new Registration(subject, Outcome.WOULD_REGISTER_UNION, 0, 0, List.of())
              : registered(subject, Outcome.UNION_REGISTERED, plan.schema());
    };
  }

  /**
   * What {@link #register} would change for the subject. Changes nothing.
   *
   * @throws IOException if the registry cannot be reached
   * @throws RestClientException if it refuses
   */
  public SubjectDiff diff(String subject, Contract contract)
      throws IOException, RestClientException {
    SubjectHistory history = history(subject, contract);
    RegistrationPlan plan = RegistrationPlan.of(contract, history);
    if (history.newest().isEmpty()) {
      return new SubjectDiff(subject, 0, List.of(), List.of(), plan.violations());
    }
    Release latest = history.newest().get();
    List<String> behind = new ArrayList<>(BetTypeSymbols.of(latest.schema()));
    behind.removeAll(BetTypeSymbols.of(contract.current()));
    List<SchemaChange> changes =
        switch (plan.step()) {
          case PRESENT, CONTAINED -> List.of();
          case REGISTER, REGISTER_UNION -> SchemaDiff.between(latest.schema(), plan.schema());
          // The union may be what was refused; an operator needs to see the build's part of it.
          case REFUSE -> SchemaDiff.between(latest.schema(), contract.current());
        };
    return new SubjectDiff(subject, latest.version(), changes, behind, plan.violations());
  }

  /**
   * Appends bet types to the latest sound version of the subject, and nothing else; a subject
   * without one begins with this build's schema. It reads the versions again afterwards, and goes
   * on until the latest has all of them: another registrar may have overtaken it. So it also brings
   * back the right order after a stray.
   *
   * @param names valid symbols
   * @throws IOException if the registry cannot be reached
   * @throws RestClientException if it refuses
   */
  public Registration append(String subject, Contract contract, List<String> names, boolean dryRun)
      throws IOException, RestClientException {
    Registration registration = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SubjectHistory history = history(subject, contract);
      if (history.offers(names)) {
        return registration == null
            ? found(subject, Outcome.CONTAINED, history.latest())
            : registration;
      }
      Schema base = history.newest().map(Release::schema).orElse(contract.current());
      Schema longer =
          BetTypeSymbols.replace(base, BetTypeSymbols.union(BetTypeSymbols.of(base), names));
      List<Violation> violations = SchemaGate.check(contract.name(), longer, history.sound());
      if (!violations.isEmpty()) {
        return new Registration(subject, Outcome.REFUSED, 0, 0, violations);
      }
      if (dryRun) {
        return new Registration(subject, Outcome.WOULD_REGISTER, 0, 0, List.of());
      }
      registration =
          registered(
              subject,
              Outcome.REGISTERED,
              history.has(longer.toString())
                  ? BetTypeSymbols.restored(longer, history.latest())
                  : longer);
    }
    throw new IOException(
        subject + " keeps changing: another registrar is at work; try again when it is done");
  }

  /**
   * The subject's versions, and those among them that no build registered.
   *
   * @throws IOException if the registry cannot be reached
   * @throws RestClientException if it refuses
   */
  public SubjectHistory history(String subject, Contract contract)
      throws IOException, RestClientException {
    return SubjectHistory.of(contract, versions(subject));
  }

  /**
   * What would make the subject's latest version sound. Changes nothing.
   *
   * @param catalogue the bet types of the database's catalogue
   * @throws IOException if the registry cannot be reached
   * @throws RestClientException if it refuses
   */
  public SubjectRepair repair(String subject, Contract contract, List<String> catalogue)
      throws IOException, RestClientException {
    return SubjectRepair.of(
        contract, SubjectHistory.ofBuild(contract, versions(subject)), catalogue);
  }

  /**
   * Registers what the repair needs. If a stray is no Avro relative of it, so that the registry's
   * own check would refuse it, the level is lifted for this one registration, and then compares
   * with the latest version only: with all of them, it would refuse every addition.
   *
   * @throws IOException if the registry cannot be reached, or another registrar is at work
   * @throws RestClientException if it refuses
   */
  public Registration apply(String subject, Contract contract, SubjectRepair repair)
      throws IOException, RestClientException {
    Registration registration;
    try {
      registration = registered(subject, Outcome.REGISTERED, repair.toRegister());
    } catch (RestClientException e) {
      if (e.getStatus() != INCOMPATIBLE) {
        throw e;
      }
      client.updateCompatibility(subject, NO_LEVEL);
      try {
        registration = registered(subject, Outcome.REGISTERED, repair.toRegister());
      } finally {
        client.updateCompatibility(subject, LATEST_ONLY);
      }
    }
    if (!history(subject, contract).offers(BetTypeSymbols.of(repair.schema()))) {
      throw new IOException(
          subject
              + " was changed meanwhile, and its latest version is a stray again: stop the producer"
              + " that registers schemas, then run it again");
    }
    return registration;
  }

  /**
   * Sets the subject's compatibility level, unless an operator has set one.
   *
   * @return the level that now applies
   */
  public String fence(String subject) throws IOException, RestClientException {
    String level = level(subject);
    if (!level.equals(NO_LEVEL)) {
      return level;
    }
    client.updateCompatibility(subject, COMPATIBILITY);
    return COMPATIBILITY;
  }

  private String level(String subject) throws IOException, RestClientException {
    try {
      return client.getCompatibility(subject);
    } catch (RestClientException e) {
      if (e.getErrorCode() == NO_LEVEL_OF_ITS_OWN) {
        return NO_LEVEL;
      }
      throw e;
    }
  }

  private Registration found(String subject, Outcome outcome, int version)
      throws IOException, RestClientException {
    int id = client.getSchemaMetadata(subject, version).getId();
    return new Registration(subject, outcome, version, id, List.of());
  }

  private Registration registered(String subject, Outcome outcome, Schema schema)
      throws IOException, RestClientException {
    ParsedSchema parsed = new AvroSchema(schema);
    // Not normalised: a normalised copy is another text, and so another version.
    int id = client.register(subject, parsed, false);
    return new Registration(subject, outcome, client.getVersion(subject, parsed), id, List.of());
  }

  private List<Release> versions(String subject) throws IOException, RestClientException {
    List<Release> versions = new ArrayList<>();
    for (int version : versionNumbers(subject)) {
      SchemaMetadata metadata = client.getSchemaMetadata(subject, version);
      // By id, not from the text, so that another writer's references resolve.
      ParsedSchema schema = client.getSchemaBySubjectAndId(subject, metadata.getId());
      versions.add(new Release(version, ((AvroSchema) schema).rawSchema()));
    }
    return versions;
  }

  private List<Integer> versionNumbers(String subject) throws IOException, RestClientException {
    try {
      return client.getAllVersions(subject).stream().sorted().toList();
    } catch (RestClientException e) {
      if (e.getErrorCode() == SUBJECT_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}
