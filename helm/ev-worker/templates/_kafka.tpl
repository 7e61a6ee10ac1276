{{- define "ev-worker.kafka.required" -}}
{{- $kafka := .Values.kafka -}}
{{- if and (hasPrefix "SASL" $kafka.securityProtocol) (not $kafka.sasl.existingSecret) -}}
{{- fail (printf "kafka.sasl.existingSecret is not set: kafka.securityProtocol %s needs a user and a password" $kafka.securityProtocol) -}}
{{- end -}}
{{- if and (not (hasSuffix "SSL" $kafka.securityProtocol)) (or $kafka.tls.caSecret $kafka.tls.clientSecret) -}}
{{- fail (printf "kafka.tls is set, but kafka.securityProtocol %s does not use TLS" $kafka.securityProtocol) -}}
{{- end -}}
{{- end -}}

{{/*
The client's properties. Secrets are not in them: Kafka reads them from the mounted Secrets.
*/}}
{{- define "ev-worker.kafka.properties" -}}
{{- include "ev-worker.kafka.required" . -}}
{{- $kafka := .Values.kafka -}}
security.protocol={{ $kafka.securityProtocol }}
{{- if or (hasPrefix "SASL" $kafka.securityProtocol) $kafka.tls.clientSecret }}
config.providers=mounted
config.providers.mounted.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
config.providers.mounted.param.allowed.paths=/etc/ev-worker
{{- end }}
{{- if hasPrefix "SASL" $kafka.securityProtocol }}
sasl.mechanism={{ $kafka.sasl.mechanism }}
sasl.jaas.config=org.apache.kafka.common.security.{{ if eq $kafka.sasl.mechanism "PLAIN" }}plain.PlainLoginModule{{ else }}scram.ScramLoginModule{{ end }} required username="${mounted:/etc/ev-worker/kafka:username}" password="${mounted:/etc/ev-worker/kafka:password}";
{{- end }}
{{- if $kafka.tls.caSecret }}
ssl.truststore.type=PEM
ssl.truststore.location=/etc/ev-worker/kafka-ca/ca.crt
{{- end }}
{{- if $kafka.tls.clientSecret }}
ssl.keystore.type=PEM
ssl.keystore.certificate.chain=${mounted:/etc/ev-worker/kafka-client:tls.crt}
ssl.keystore.key=${mounted:/etc/ev-worker/kafka-client:tls.key}
{{- end }}
{{- range $key, $value := $kafka.properties }}
{{ $key }}={{ include "ev-worker.text" $value }}
{{- end }}
{{- end -}}

{{/* A plain number stays one: YAML's become floats, and 1048576 would be 1.048576e+06. */}}
{{- define "ev-worker.text" -}}
{{- if kindIs "float64" . }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- end -}}
