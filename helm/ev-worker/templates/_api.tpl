{{/* What the schema cannot say of several values together. */}}
{{- define "ev-worker.api.required" -}}
{{- $api := .Values.api -}}
{{- $auto := $api.autoscaling -}}
{{- range $server := list "postgres" "redis" -}}
{{- with index $api $server -}}
{{- if and .existingSecret (not .user) -}}
{{- fail (printf "api.%s.existingSecret is set, but api.%s.user is not: whose password is it?" $server $server) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if not $api.enabled -}}
{{- if .Values.ingress.enabled -}}{{- fail "ingress.enabled is true, but api.enabled is false: there is nothing to expose" -}}{{- end -}}
{{- if .Values.httpRoute.enabled -}}{{- fail "httpRoute.enabled is true, but api.enabled is false: there is nothing to expose" -}}{{- end -}}
{{- if $auto.enabled -}}{{- fail "api.autoscaling.enabled is true, but api.enabled is false: there is nothing to scale" -}}{{- end -}}
{{- end -}}
{{- if and $api.enabled (eq (int $api.port) (int .Values.httpPort)) -}}
{{- fail (printf "api.port is %v, which is httpPort too: metrics and health have a port of their own" $api.port) -}}
{{- end -}}
{{- if $auto.enabled -}}
{{- if not .Values.split -}}
{{- fail "api.autoscaling.enabled needs split: true: without, the API's pods are also the stream's, whose number the partitions and keda decide" -}}
{{- end -}}
{{- if gt (int $auto.minReplicas) (int $auto.maxReplicas) -}}
{{- fail (printf "api.autoscaling.minReplicas is %v, more than api.autoscaling.maxReplicas, which is %v" $auto.minReplicas $auto.maxReplicas) -}}
{{- end -}}
{{- if not (or $auto.targetCPUUtilizationPercentage $auto.targetMemoryUtilizationPercentage $auto.metrics) -}}
{{- fail "api.autoscaling has no target: set targetCPUUtilizationPercentage, targetMemoryUtilizationPercentage or metrics" -}}
{{- end -}}
{{- range $resource, $target := dict "cpu" $auto.targetCPUUtilizationPercentage "memory" $auto.targetMemoryUtilizationPercentage -}}
{{- if and $target (not (dig "requests" $resource "" $api.resources)) -}}
{{- fail (printf "api.resources.requests.%s is not set: api.autoscaling's target is a share of it" $resource) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress.hosts is empty: name at least one host, such as {host: odds.example.com}" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs is empty: name the Gateway, such as {name: public, namespace: gateways}" -}}
{{- end -}}
{{- $outside := and $api.enabled (ne $api.service.type "ClusterIP") -}}
{{- if and $outside .Values.networkPolicy.enabled (not .Values.networkPolicy.apiFrom) -}}
{{- fail (printf "networkPolicy.apiFrom is empty, which lets pods of the cluster in: clients of a %s come from outside, so name them, such as {ipBlock: {cidr: 0.0.0.0/0}}" $api.service.type) -}}
{{- end -}}
{{- $drain := add 135 $api.preStopSeconds -}}
{{- if and $api.enabled (not .Values.split) (lt (int .Values.terminationGracePeriodSeconds) (int $drain)) -}}
{{- fail (printf "terminationGracePeriodSeconds is %v: with the API it must be at least %v, 135 for the longest drain after api.preStopSeconds" .Values.terminationGracePeriodSeconds $drain) -}}
{{- end -}}
{{- if lt (int $api.terminationGracePeriodSeconds) (add 20 $api.preStopSeconds | int) -}}
{{- fail (printf "api.terminationGracePeriodSeconds is %v: it must be at least %v, 20 to end after api.preStopSeconds" $api.terminationGracePeriodSeconds (add 20 $api.preStopSeconds)) -}}
{{- end -}}
{{- end -}}
