# Who may pass the gateway, by the API key of a request. data.keys has what is known of the holder of each key, by the
# key's SHA-256.
package llm.keys

headers := input.attributes.request.http.headers

# Clients of OpenAI send a key in the first header, those of Azure and Anthropic in one of the others.
given contains key if {
	found := regex.find_all_string_submatch_n(`^(?i:bearer) +([^ ]+)$`, headers.authorization, 1)
	key := found[0][1]
}

given contains key if {
	some name in ["api-key", "x-api-key"]
	key := headers[name]
	key != ""
}

# The gateway writes these headers. A client that sends one poses as another one.
forged if headers["x-llm-subject"]

forged if headers["x-llm-team"]

caller := holder if {
	count(given) == 1
	some key in given
	holder := data.keys[crypto.sha256(key)]
	regex.match(`^[!-~]([ -~]{0,254}[!-~])?$`, holder.sub)
	current(holder)
	stated(team(holder))
}

current(holder) if not "expires" in object.keys(holder)

current(holder) if time.parse_rfc3339_ns(holder.expires) > time.now_ns()

team(holder) := object.get(holder, data.settings.team_claim, null)

stated(name) if name == null

stated(name) if regex.match(`^[!-~]([ -~]{0,254}[!-~])?$`, name)

stated(names) if {
	is_array(names)
	every name in names {
		is_string(name)
	}
}

# A list is written as the proxy writes a list of a token.
written(name) := name if is_string(name)

written(names) := base64.encode(json.marshal(names)) if is_array(names)

statements := {"x-llm-subject": caller.sub} if team(caller) == null

statements := {"x-llm-subject": caller.sub, "x-llm-team": written(team(caller))} if team(caller) != null

refused(status, type, code, message) := {
	"allowed": false,
	"http_status": status,
	"headers": object.union({"content-type": "application/json"}, challenge(status)),
	"body": json.marshal({"error": {"message": message, "type": type, "param": null, "code": code}}),
}

challenge(status) := {"www-authenticate": "Bearer"} if status == 401

challenge(status) := {} if status != 401

answer := refused(403, "permission_error", "forbidden", "The request isn't allowed.") if {
	forged
} else := refused(
	401, "invalid_request_error", "invalid_api_key",
	"The request has no API key. Send one in the header authorization: Bearer <key>.",
) if {
	count(given) == 0
} else := refused(401, "invalid_request_error", "invalid_api_key", "The request has several API keys.") if {
	count(given) > 1
} else := {
	"allowed": true,
	"headers": statements,
	"request_headers_to_remove": ["api-key", "authorization", "x-api-key"],
	"dynamic_metadata": {"caller": object.remove(caller, ["expires"])},
} if {
	caller
} else := refused(401, "invalid_request_error", "invalid_api_key", "The API key isn't valid.")
