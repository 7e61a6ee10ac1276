package io.betintel.ev.codec;

import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
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
 * Brings a build's schemas into the registry: self-contained, to the letter, and only what the gate
 * lets pass against every version that is there. Two registrars at once are not safe against each
 * other: run one per installation, as a migration is.
 */
public final class SchemaRegistrar {
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int NO_LEVEL_OF_ITS_OWN = 40408;

  /** What Apicurio says of a subject without a level of its own; Confluent's answers 40408. */
  private static final String NO_LEVEL = "NONE";

  /** Catches foreign writers that change a type or drop a field; the enum's rule is the gate's. */
  private static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private final SchemaRegistryClient client;

  public SchemaRegistrar(SchemaRegistryClient client) {
    this.client = client;
  }

  /**
   * @param dryRun whether only to say what would be done
   * @throws IOException if the registry cannot be reached
   * @throws RestClientException if it refuses
   */
  public Registration register(String subject, Contract contract, boolean dryRun)
      throws IOException, RestClientException {
    RegistrationPlan plan = RegistrationPlan.of(contract, versions(subject));
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
   * Gives the subject a compatibility level, unless an operator has.
   *
   * @return the level that holds now
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
    // Not normalised: a normalised copy would be another text, and so another version.
    int id = client.register(subject, parsed, false);
    return new Registration(subject, outcome, client.getVersion(subject, parsed), id, List.of());
  }

  private List<Release> versions(String subject) throws IOException, RestClientException {
    List<Release> versions = new ArrayList<>();
    for (int version : versionNumbers(subject)) {
      SchemaMetadata metadata = client.getSchemaMetadata(subject, version);
      // By id rather than from the text at hand, so that a foreign writer's references resolve.
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
