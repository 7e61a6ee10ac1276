{{- define "ev-worker.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "ev-worker.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "ev-worker.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ev-worker.selector" -}}
app.kubernetes.io/name: {{ include "ev-worker.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Who answers scrapes; the Jobs of the hooks do not. */}}
{{- define "ev-worker.runningSelector" -}}
{{ include "ev-worker.selector" . }}
ev-worker/runs: "true"
{{- end -}}

{{- define "ev-worker.labels" -}}
{{ include "ev-worker.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ev-worker.annotations" -}}
{{- with .Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "ev-worker.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The pods that answer the read API, whole or split: a Service that changes over drops no request. */}}
{{- define "ev-worker.apiSelector" -}}
{{ include "ev-worker.selector" . }}
ev-worker/api: "true"
{{- end -}}

{{/*
The Deployments as a YAML list: name, component, args; stream: prices; api: answers the read API;
kafka: has Kafka and the registry.
*/}}
{{- define "ev-worker.workloads" -}}
{{- $name := include "ev-worker.fullname" . -}}
{{- $api := .Values.api.enabled -}}
{{- if .Values.split }}
- {name: {{ $name }}-stream, component: stream, args: [run, --only, stream], stream: true, api: false, kafka: true}
- {name: {{ $name }}-sinks, component: sinks, args: [run, --only, sinks], stream: false, api: false, kafka: true}
{{- if $api }}
- {name: {{ $name }}-api, component: api, args: [run, --only, api], stream: false, api: true, kafka: false}
{{- end }}
{{- else }}
- {name: {{ $name }}, component: worker, args: [run{{ if not $api }}, --only, "stream,sinks"{{ end }}], stream: true, api: {{ $api }}, kafka: true}
{{- end }}
{{- end -}}

{{- define "ev-worker.applicationId" -}}
{{- if .Values.applicationId -}}
{{ .Values.applicationId }}
{{- else if .Values.topicPrefix -}}
ev-worker-2-{{ trimSuffix "." .Values.topicPrefix }}
{{- else -}}
ev-worker-2
{{- end -}}
{{- end -}}

{{- define "ev-worker.hookAnnotations" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation
{{- with .root.Values.commonAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}
