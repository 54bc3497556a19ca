# If somebody turns on logs of decisions, they have no key in clear.
package system.log

mask contains path if {
	some name in ["api-key", "authorization", "x-api-key"]
	path := concat("/", ["/input/attributes/request/http/headers", name])
}
