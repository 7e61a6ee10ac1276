{{- define "ev-worker.required" -}}
{{- $_ := required "kafka.bootstrapServers is not set: it must be host:port, comma-separated" .Values.kafka.bootstrapServers -}}
{{- $_ := required "schemaRegistry.url is not set: it must be the URL of a Confluent-compatible registry" .Values.schemaRegistry.url -}}
{{- $_ := required "postgres.url is not set: it must be a JDBC URL, such as jdbc:postgresql://host:5432/ev" .Values.postgres.url -}}
{{- $_ := required "redis.url is not set: it must be redis://host:port, or rediss:// for TLS" .Values.redis.url -}}
{{- include "ev-worker.api.required" . -}}
{{- if and .Values.postgres.tls.caSecret (not .Values.postgres.tls.mode) -}}
{{- fail "postgres.tls.caSecret is set, but postgres.tls.mode is not: verify-full checks certificate and name" -}}
{{- end -}}
{{- end -}}

{{/* root, url */}}
{{- define "ev-worker.postgresUrl" -}}
{{- $tls := .root.Values.postgres.tls -}}
{{ .url }}
{{- if $tls.mode }}{{ ternary "&" "?" (contains "?" .url) }}sslmode={{ $tls.mode }}{{ end -}}
{{- if $tls.caSecret }}&sslrootcert=/etc/ev-worker/postgres-ca/ca.crt{{ end -}}
{{- end -}}

{{/* root; postgres: the credentials to use; kafka, api: whether it has them; own: whether it answers the
API and does nothing else. */}}
{{- define "ev-worker.env" -}}
{{- $values := .root.Values -}}
{{- include "ev-worker.required" .root -}}
{{- $truststore := $values.jvm.truststore -}}
{{- if and $truststore.existingSecret $truststore.passwordKey }}
- name: TRUSTSTORE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $truststore.existingSecret }}
      key: {{ $truststore.passwordKey }}
{{- end }}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "ev-worker.javaOptions" .root | quote }}
{{- if .kafka }}
- name: EV_KAFKA_BOOTSTRAP_SERVERS
  value: {{ $values.kafka.bootstrapServers | quote }}
- name: EV_KAFKA_PROPERTIES_FILE
  value: /etc/ev-worker/kafka-properties/client.properties
- name: EV_TOPIC_PREFIX
  value: {{ $values.topicPrefix | quote }}
- name: EV_APPLICATION_ID
  value: {{ include "ev-worker.applicationId" .root | quote }}
- name: EV_PARTITIONS
  value: {{ $values.partitions | quote }}
- name: EV_REPLICATION_FACTOR
  value: {{ $values.replicationFactor | quote }}
- name: EV_SCHEMA_REGISTRY_URL
  value: {{ $values.schemaRegistry.url | quote }}
{{- if $values.schemaRegistry.user }}
- name: EV_SCHEMA_REGISTRY_USER
  value: {{ $values.schemaRegistry.user | quote }}
{{- end }}
{{- if and $values.schemaRegistry.existingSecret $values.schemaRegistry.tokenKey }}
- name: EV_SCHEMA_REGISTRY_TOKEN_FILE
  value: /etc/ev-worker/schema-registry/token
{{- else if $values.schemaRegistry.existingSecret }}
- name: EV_SCHEMA_REGISTRY_PASSWORD_FILE
  value: /etc/ev-worker/schema-registry/password
{{- end }}
{{- end }}
- name: EV_POSTGRES_URL
  value: {{ include "ev-worker.postgresUrl" (dict "root" .root "url" $values.postgres.url) | quote }}
{{- if $values.postgres.directUrl }}
- name: EV_POSTGRES_DIRECT_URL
  value: {{ include "ev-worker.postgresUrl" (dict "root" .root "url" $values.postgres.directUrl) | quote }}
{{- end }}
{{- if not (and .own $values.api.postgres.user) }}
- name: EV_POSTGRES_USER
  value: {{ .postgres.user | quote }}
{{- if .postgres.existingSecret }}
- name: EV_POSTGRES_PASSWORD_FILE
  value: /etc/ev-worker/postgres/password
{{- end }}
{{- end }}
- name: EV_REDIS_URL
  value: {{ $values.redis.url | quote }}
{{- if not (and .own $values.api.redis.user) }}
{{- if $values.redis.user }}
- name: EV_REDIS_USER
  value: {{ $values.redis.user | quote }}
{{- end }}
{{- if $values.redis.existingSecret }}
- name: EV_REDIS_PASSWORD_FILE
  value: /etc/ev-worker/redis/password
{{- end }}
{{- end }}
{{- if .kafka }}
- name: EV_STREAM_THREADS
  value: {{ $values.streamThreads | quote }}
- name: EV_STANDBY_REPLICAS
  value: {{ $values.standbyReplicas | quote }}
- name: EV_STATE_DIRECTORY
  value: /var/lib/ev-worker
{{- end }}
- name: EV_HTTP_HOST
  value: 0.0.0.0
- name: EV_HTTP_PORT
  value: {{ $values.httpPort | quote }}
{{- if .api }}
{{- include "ev-worker.api.env" .root }}
{{- end }}
- name: EV_LOG_FORMAT
  value: {{ $values.logFormat | quote }}
- name: EV_LOG_LEVEL
  value: {{ $values.logLevel | quote }}
{{- range $key, $value := $values.settings }}
- name: {{ $key }}
  value: {{ include "ev-worker.text" $value | quote }}
{{- end }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ev-worker.api.env" }}
- name: EV_API_HOST
  value: 0.0.0.0
- name: EV_API_PORT
  value: {{ .Values.api.port | quote }}
{{- if .Values.api.keys.existingSecret }}
- name: EV_API_KEYS
  value: /etc/ev-worker/api-keys/keys
{{- end }}
{{- range $server := list "postgres" "redis" }}
{{- with index $.Values.api $server }}
{{- if .user }}
- name: EV_API_{{ upper $server }}_USER
  value: {{ .user | quote }}
{{- if .existingSecret }}
- name: EV_API_{{ upper $server }}_PASSWORD_FILE
  value: /etc/ev-worker/api-{{ $server }}/password
{{- end }}
{{- end }}
{{- end }}
{{- end }}
- name: EV_API_SAMPLE_PERCENT
  value: {{ .Values.api.samplePercent | quote }}
- name: EV_API_MAX_STREAMS
  value: {{ .Values.api.maxStreams | int64 | quote }}
- name: EV_API_POOL_SIZE
  value: {{ .Values.api.poolSize | quote }}
- name: EV_API_QUERY_TIMEOUT
  value: {{ .Values.api.queryTimeout | quote }}
{{- with .Values.api.origins }}
- name: EV_API_ORIGINS
  value: {{ join "," . | quote }}
{{- end }}
{{- end -}}

{{- define "ev-worker.javaOptions" -}}
-XX:InitialRAMPercentage={{ .Values.jvm.maxRAMPercentage }} -XX:MaxRAMPercentage={{ .Values.jvm.maxRAMPercentage }} -XX:+ExitOnOutOfMemoryError
{{- with .Values.jvm.truststore }}
{{- if .existingSecret }} -Djavax.net.ssl.trustStore=/etc/ev-worker/truststore/{{ .key }}{{ end }}
{{- if and .existingSecret .passwordKey }} -Djavax.net.ssl.trustStorePassword=$(TRUSTSTORE_PASSWORD){{ end }}
{{- end }}
{{- with .Values.jvm.options }} {{ . }}{{ end }}
{{- end -}}

{{/* root; postgres; kafka, api, own; kafkaProperties: the ConfigMap. */}}
{{- define "ev-worker.mounts" -}}
{{- range include "ev-worker.secrets" . | fromYamlArray }}
- name: {{ .name }}
  mountPath: /etc/ev-worker/{{ .name }}
  readOnly: true
{{- end }}
{{- if .kafka }}
- name: kafka-properties
  mountPath: /etc/ev-worker/kafka-properties
  readOnly: true
- name: state
  mountPath: /var/lib/ev-worker
{{- end }}
- name: tmp
  mountPath: /tmp
{{- with .root.Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ev-worker.volumes" -}}
{{- range include "ev-worker.secrets" . | fromYamlArray }}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 288 # 0440: the pod's group reads it
    items:
      {{- range $file, $key := .items }}
      - key: {{ $key }}
        path: {{ $file }}
      {{- end }}
{{- end }}
{{- if .kafka }}
- name: kafka-properties
  configMap:
    name: {{ .kafkaProperties }}
- name: state
  emptyDir:
    sizeLimit: {{ .root.Values.temporarySizeLimit }}
{{- end }}
- name: tmp
  emptyDir:
    sizeLimit: {{ .root.Values.temporarySizeLimit }}
{{- with .root.Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What is mounted of existing Secrets: name, secret, items (file: key). */}}
{{- define "ev-worker.secrets" -}}
{{- $values := .root.Values -}}
{{- $secrets := list -}}
{{- if .kafka }}
{{- with $values.kafka.sasl }}
{{- if and .existingSecret (hasPrefix "SASL" $values.kafka.securityProtocol) }}
{{- $secrets = append $secrets (dict "name" "kafka" "secret" .existingSecret "items" (dict "username" .usernameKey "password" .passwordKey)) }}
{{- end }}
{{- end }}
{{- with $values.kafka.tls }}
{{- if .caSecret }}
{{- $secrets = append $secrets (dict "name" "kafka-ca" "secret" .caSecret "items" (dict "ca.crt" .caKey)) }}
{{- end }}
{{- if .clientSecret }}
{{- $secrets = append $secrets (dict "name" "kafka-client" "secret" .clientSecret "items" (dict "tls.crt" .certificateKey "tls.key" .privateKeyKey)) }}
{{- end }}
{{- end }}
{{- with $values.schemaRegistry }}
{{- if .existingSecret }}
{{- $secrets = append $secrets (dict "name" "schema-registry" "secret" .existingSecret "items" (ternary (dict "token" .tokenKey) (dict "password" .passwordKey) (ne .tokenKey ""))) }}
{{- end }}
{{- end }}
{{- end }}
{{- with .postgres }}
{{- if and .existingSecret (not (and $.own $values.api.postgres.user)) }}
{{- $secrets = append $secrets (dict "name" "postgres" "secret" .existingSecret "items" (dict "password" .passwordKey)) }}
{{- end }}
{{- end }}
{{- with $values.postgres.tls }}
{{- if .caSecret }}
{{- $secrets = append $secrets (dict "name" "postgres-ca" "secret" .caSecret "items" (dict "ca.crt" .caKey)) }}
{{- end }}
{{- end }}
{{- with $values.redis }}
{{- if and .existingSecret (not (and $.own $values.api.redis.user)) }}
{{- $secrets = append $secrets (dict "name" "redis" "secret" .existingSecret "items" (dict "password" .passwordKey)) }}
{{- end }}
{{- end }}
{{- range $server := list "postgres" "redis" }}
{{- with index $values.api $server }}
{{- if and $.api .existingSecret }}
{{- $secrets = append $secrets (dict "name" (printf "api-%s" $server) "secret" .existingSecret "items" (dict "password" .passwordKey)) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.jvm.truststore }}
{{- if .existingSecret }}
{{- $secrets = append $secrets (dict "name" "truststore" "secret" .existingSecret "items" (dict .key .key)) }}
{{- end }}
{{- end }}
{{- with $values.api.keys }}
{{- if and $.api .existingSecret }}
{{- $secrets = append $secrets (dict "name" "api-keys" "secret" .existingSecret "items" (dict "keys" .key)) }}
{{- end }}
{{- end }}
{{- toYaml $secrets -}}
{{- end -}}

{{- define "ev-worker.podSettings" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .Values.runAsUser }}
  runAsGroup: {{ .Values.runAsGroup }}
  fsGroup: {{ .Values.runAsGroup }}
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "ev-worker.containerSettings" -}}
image: {{ include "ev-worker.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}
