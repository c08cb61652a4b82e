# What is read off the description of the HTTP interface: a list of its paths, and a page that people can read.
#
# kompass_interface(FILE FOLDER) writes FOLDER/endpoints.json and FOLDER/interface.html from the OpenAPI document FILE,
# when the build is configured: plain HTML, without a script.

function(kompass_html_escaped text variable)
  string(REPLACE "&" "&amp;" text "${text}")
  string(REPLACE "<" "&lt;" text "${text}")
  string(REPLACE ">" "&gt;" text "${text}")
  string(REGEX REPLACE "`([^`]*)`" "<code>\\1</code>" text "${text}")
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

# The value of a key as text, "" where there is none.
function(kompass_json_text json variable)
  string(JSON value ERROR_VARIABLE missing GET "${json}" ${ARGN})
  if(missing)
    set(value "")
  endif()
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()

# "text; one of has, partial": what a parameter's value looks like.
function(kompass_values_of schema variable)
  set(again "")
  string(JSON items ERROR_VARIABLE single GET "${schema}" items)
  if(NOT single)
    set(schema "${items}")
    set(again "may be given again")
  endif()
  kompass_json_text("${schema}" type type)
  string(JSON count ERROR_VARIABLE free LENGTH "${schema}" enum)
  if(free)
    set(told "${type}")
  else()
    set(told "one of")
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON choice GET "${schema}" enum ${i})
      string(APPEND told " <code>${choice}</code>")
    endforeach()
  endif()
  foreach(bound minimum maximum default)
    kompass_json_text("${schema}" value ${bound})
    if(NOT "${value}" STREQUAL "")
      string(APPEND told ", ${bound} ${value}")
    endif()
  endforeach()
  if(again)
    string(APPEND told ", ${again}")
  endif()
  set(${variable} "${told}" PARENT_SCOPE)
endfunction()

# A row of the table of parameters; the name by itself goes into ${name_variable}.
function(kompass_parameter_row document reference row_variable name_variable)
  string(REPLACE "#/components/parameters/" "" key "${reference}")
  string(JSON parameter GET "${document}" components parameters "${key}")
  string(JSON name GET "${parameter}" name)
  string(JSON schema GET "${parameter}" schema)
  kompass_json_text("${parameter}" required required)
  kompass_json_text("${parameter}" description description)
  kompass_html_escaped("${description}" description)
  kompass_values_of("${schema}" values)
  if(required)
    string(PREPEND values "required; ")
  endif()
  set(${row_variable} "<tr><th scope=\"row\"><code>${name}</code></th><td>${description}</td><td>${values}</td></tr>\n"
      PARENT_SCOPE)
  set(${name_variable} "${name}" PARENT_SCOPE)
endfunction()

# What the path gives: its media types, and the statuses beside 200.
function(kompass_answers operation variable)
  set(types "")
  string(JSON count ERROR_VARIABLE none LENGTH "${operation}" responses 200 content)
  if(NOT none)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON type MEMBER "${operation}" responses 200 content ${i})
      string(APPEND types " <code>${type}</code>")
    endforeach()
  endif()
  set(statuses "")
  string(JSON count LENGTH "${operation}" responses)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON status MEMBER "${operation}" responses ${i})
    if(NOT status EQUAL 200)
      string(APPEND statuses " ${status}")
    endif()
  endforeach()
  set(${variable} "<p>Gives${types}; other statuses:${statuses}.</p>\n" PARENT_SCOPE)
endfunction()

function(kompass_interface file folder)
  file(READ ${file} document)
  kompass_json_text("${document}" about info description)
  kompass_html_escaped("${about}" about)
  set(endpoints "[]")
  set(body "")
  string(JSON count LENGTH "${document}" paths)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON path MEMBER "${document}" paths ${i})
    string(JSON operation GET "${document}" paths "${path}" get)
    string(JSON id GET "${operation}" operationId)
    kompass_json_text("${operation}" summary summary)
    kompass_json_text("${operation}" description description)
    kompass_html_escaped("${summary}" summary)
    kompass_html_escaped("${description}" description)
    set(rows "")
    set(names "[]")
    string(JSON parameters ERROR_VARIABLE none LENGTH "${operation}" parameters)
    if(NOT none AND parameters GREATER 0)
      math(EXPR last_parameter "${parameters} - 1")
      foreach(j RANGE ${last_parameter})
        string(JSON reference GET "${operation}" parameters ${j} "\$ref")
        kompass_parameter_row("${document}" "${reference}" row name)
        string(APPEND rows "${row}")
        string(JSON names SET "${names}" ${j} "\"${name}\"")
      endforeach()
      set(rows "<table>\n<thead><tr><th>Parameter</th><th>Meaning</th><th>Value</th></tr></thead>\n<tbody>\n${rows}</tbody>\n</table>\n")
    endif()
    kompass_answers("${operation}" answers)
    string(APPEND body "<section>\n<h2 id=\"${id}\"><code>GET ${path}</code></h2>\n<p>${summary}. ${description}</p>\n"
                       "${rows}${answers}</section>\n")
    foreach(key responses operationId tags security)
      string(JSON shorter ERROR_VARIABLE none REMOVE "${operation}" ${key})
      if(NOT none)
        set(operation "${shorter}")
      endif()
    endforeach()
    string(JSON operation SET "${operation}" path "\"${path}\"")
    string(JSON operation SET "${operation}" parameters "${names}")
    string(JSON endpoints SET "${endpoints}" ${i} "${operation}")
  endforeach()
  string(JSON list SET "{}" schema "\"kompass.endpoints/1\"")
  string(JSON list SET "${list}" openapi "\"/api/v1/openapi.json\"")
  string(JSON list SET "${list}" page "\"/api/v1/interface.html\"")
  string(JSON list SET "${list}" endpoints "${endpoints}")
  file(CONFIGURE OUTPUT ${folder}/endpoints.json CONTENT "${list}\n" @ONLY)
  file(CONFIGURE OUTPUT ${folder}/interface.html CONTENT "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>kompass: the HTTP interface</title>
</head>
<body>
<main>
<h1>kompass: the HTTP interface</h1>
<p>${about}</p>
<p>The whole description, for programs: <a href=\"/api/v1/openapi.json\">openapi.json</a> (OpenAPI 3.1, with the schema of every answer).</p>
${body}</main>
</body>
</html>
" @ONLY)
endfunction()
